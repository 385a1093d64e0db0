package io.github.rpcboot.consumer;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.rpcboot.contract.ServiceContract;
import org.jspecify.annotations.Nullable;

/** The client of one service at one application: from a Java method to its invoker. */
final class RemoteProxy implements InvocationHandler {

	private static final Object[] NO_ARGUMENTS = {};

	private final ServiceContract service;

	private final String target;

	private final Map<Method, MethodInvoker> invokers;

	/** Default methods of contracts that are mapped to REST. */
	private final Map<Method, MethodHandle> locals = new ConcurrentHashMap<>();

	RemoteProxy(ServiceContract service, String target, Map<Method, MethodInvoker> invokers) {
		this.service = service;
		this.target = target;
		this.invokers = Map.copyOf(invokers);
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		MethodInvoker invoker = this.invokers.get(method);
		if (invoker != null) {
			return invoker.invoke((arguments != null) ? arguments : NO_ARGUMENTS);
		}
		if (method.isDefault()) {
			return this.locals.computeIfAbsent(method, RemoteProxy::local)
				.bindTo(proxy)
				.invokeWithArguments((arguments != null) ? arguments : NO_ARGUMENTS);
		}
		return ofObject(method, arguments);
	}

	/** The interface need not be public. */
	private static MethodHandle local(Method method) {
		try {
			return MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
				.unreflectSpecial(method, method.getDeclaringClass());
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Object ofObject(Method method, Object @Nullable [] arguments) {
		return switch (method.getName()) {
			case "equals" -> arguments != null && isSame(arguments[0]);
			case "hashCode" -> this.service.type().hashCode() * 31 + this.target.hashCode();
			case "toString" -> "Remote " + this.service.name() + " at '" + this.target + "'";
			default -> throw new IllegalStateException("The method " + method + " is not part of the contract");
		};
	}

	private boolean isSame(@Nullable Object other) {
		return other != null && Proxy.isProxyClass(other.getClass())
				&& Proxy.getInvocationHandler(other) instanceof RemoteProxy that
				&& that.service.type() == this.service.type() && that.target.equals(this.target);
	}

}
