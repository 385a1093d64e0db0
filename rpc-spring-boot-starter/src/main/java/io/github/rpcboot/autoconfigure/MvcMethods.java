package io.github.rpcboot.autoconfigure;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;

import org.springframework.web.method.HandlerMethod;

/** Which handler methods of Spring MVC are methods of contracts. */
final class MvcMethods {

	private final Map<Key, MvcMethod> methods = new ConcurrentHashMap<>();

	void add(HandlerMethod handler, MvcMethod method) {
		this.methods.put(new Key(handler.getBeanType(), handler.getMethod()), method);
	}

	@Nullable MvcMethod find(@Nullable Object handler) {
		return (handler instanceof HandlerMethod method && !this.methods.isEmpty())
				? this.methods.get(new Key(method.getBeanType(), method.getMethod())) : null;
	}

	@Nullable MvcMethod find(Class<?> beanType, @Nullable Method method) {
		return (method != null) ? this.methods.get(new Key(beanType, method)) : null;
	}

	/**
	 * A method of a contract.
	 *
	 * @param contract the method
	 * @param controller whether its bean is a controller, which decides itself what its
	 * results mean
	 */
	record MvcMethod(MethodContract contract, boolean controller) {
	}

	private record Key(Class<?> beanType, Method method) {
	}

}
