package io.github.rpcboot.provider;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;

/** The end of the provider's chain: decodes, calls the bean, encodes. */
final class BeanMethod implements RpcHandler {

	private final MethodContract method;

	private final Supplier<Object> bean;

	private final MethodHandle handle;

	private final ArgumentValidator.@Nullable MethodValidator validator;

	private final HandlerFailures failures;

	BeanMethod(MethodContract method, Class<?> targetType, Supplier<Object> bean, @Nullable ArgumentValidator validator,
			HandlerFailures failures) {
		this.method = method;
		this.bean = bean;
		this.handle = spreading(method.javaMethod());
		this.validator = (validator != null) ? validator.forMethod(method, targetType) : null;
		this.failures = failures;
	}

	/** The method as {@code (Object bean, Object[] arguments) -> Object}. */
	static MethodHandle spreading(Method javaMethod) {
		try {
			javaMethod.setAccessible(true);
			MethodHandle handle = MethodHandles.lookup().unreflect(javaMethod).asFixedArity();
			return handle.asType(handle.type().generic()).asSpreader(Object[].class, javaMethod.getParameterCount());
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("The method " + javaMethod + " cannot be called", ex);
		}
	}

	@Override
	public RpcReply handle(RpcCall call) {
		MethodCodec codec = call.codec().forMethod(this.method);
		try {
			@Nullable Object[] arguments = call.arguments();
			Object target = this.bean.get();
			if (this.validator != null) {
				this.validator.validate(target, arguments);
			}
			requireTime(call);
			@Nullable Object result = this.handle.invokeExact(target, arguments);
			return this.method.isAsync() ? whenComplete(call, codec, result) : codec.encodeResult(result);
		}
		catch (Throwable ex) {
			return RpcReply.failure(this.failures.of(call, ex));
		}
	}

	/** Reading a slow body counts, and a method that starts late works for nobody. */
	static void requireTime(RpcCall call) {
		if (call.deadline().isExpired()) {
			throw new RpcException(RpcStatus.DEADLINE_EXCEEDED, "The deadline passed before the method started.");
		}
	}

	private RpcReply whenComplete(RpcCall call, MethodCodec codec, @Nullable Object result) {
		if (result == null) {
			throw new IllegalStateException("The asynchronous method " + this.method + " returned null");
		}
		CompletableFuture<?> future = ((CompletionStage<?>) result).toCompletableFuture();
		return RpcReply.pending(future.handle((value, failure) -> {
			try {
				return (failure != null) ? RpcReply.failure(this.failures.of(call, failure))
						: codec.encodeResult(value);
			}
			catch (RuntimeException ex) {
				return RpcReply.failure(this.failures.of(call, ex));
			}
		}));
	}

}
