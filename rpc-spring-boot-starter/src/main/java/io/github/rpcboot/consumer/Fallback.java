package io.github.rpcboot.consumer;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Supplier;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;

/**
 * Answers in the place of an application that cannot: one that is not reached, refuses,
 * breaks off or is too late. What a provider answers stays its answer.
 */
final class Fallback {

	private final Method javaMethod;

	private final Supplier<Object> target;

	Fallback(MethodContract method, Supplier<Object> target) {
		this.javaMethod = method.javaMethod();
		this.javaMethod.setAccessible(true);
		this.target = target;
	}

	boolean isFor(RpcFailure failure) {
		return failure.failureClass() != FailureClass.ANSWERED && failure.status() != RpcStatus.CANCELED;
	}

	/**
	 * Calls the other object.
	 * @param call the call that failed
	 * @param failure why
	 * @return what the other object's method returns, so a future of an asynchronous one
	 * @throws Throwable what that method throws
	 */
	@Nullable Object answer(RpcCall call, RpcFailure failure) throws Throwable {
		try {
			return this.javaMethod.invoke(this.target.get(), call.arguments());
		}
		catch (InvocationTargetException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			cause.addSuppressed(failure.toException(call));
			throw cause;
		}
	}

}
