package io.github.rpcboot.provider;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.ElementSource;
import io.github.rpcboot.call.MessageSink;
import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.call.RpcTimer;
import io.github.rpcboot.call.StreamForms;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.StreamType;
import org.jspecify.annotations.Nullable;

/**
 * The end of the provider's chain for a method with streams. The thread that handles the
 * call pulls what the bean returns, and sends it, to its end: so every step of the chain
 * lasts as long as the stream, and a slow reader holds the bean.
 */
final class StreamMethod implements RpcHandler {

	private static final byte[] NOTHING = {};

	private final MethodContract method;

	private final Supplier<Object> bean;

	private final MethodHandle handle;

	private final ArgumentValidator.@Nullable MethodValidator validator;

	private final HandlerFailures failures;

	private final Executor threads;

	StreamMethod(MethodContract method, Class<?> targetType, Supplier<Object> bean,
			@Nullable ArgumentValidator validator, HandlerFailures failures, Executor threads) {
		this.method = method;
		this.bean = bean;
		this.handle = BeanMethod.spreading(method.javaMethod());
		this.validator = (validator != null && method.requestStream() == null) ? validator.forMethod(method, targetType)
				: null;
		this.failures = failures;
		this.threads = threads;
	}

	@Override
	public RpcReply handle(RpcCall call) {
		RpcStreams streams = call.streams();
		if (streams == null) {
			return RpcReply.failure(RpcFailure.answered(RpcStatus.UNIMPLEMENTED,
					this.method + " has streams, and was called in a way that has none."));
		}
		MethodCodec codec = call.codec().forMethod(this.method);
		StreamType requests = this.method.requestStream();
		try {
			if (requests == null) {
				return answer(call, streams, codec, invoke(call, call.arguments()));
			}
			try (MessageStream messages = streams.requests()) {
				Object argument = argument(requests, new RequestElements(messages, call.codec(), codec));
				return answer(call, streams, codec, invoke(call, new @Nullable Object[] { argument }));
			}
		}
		catch (Throwable ex) {
			return RpcReply.failure(isOver(call) ? over(call) : this.failures.of(call, ex));
		}
	}

	private Object argument(StreamType type, ElementSource requests) {
		return type.isReactive() ? StreamForms.pushed(type, () -> requests, this.threads)
				: StreamForms.pulled(type, requests);
	}

	private @Nullable Object invoke(RpcCall call, @Nullable Object[] arguments) throws Throwable {
		Object target = this.bean.get();
		if (this.validator != null) {
			this.validator.validate(target, arguments);
		}
		BeanMethod.requireTime(call);
		return this.handle.invokeExact(target, arguments);
	}

	private RpcReply answer(RpcCall call, RpcStreams streams, MethodCodec codec, @Nullable Object result)
			throws Throwable {
		StreamType type = this.method.responseStream();
		if (type == null) {
			return codec.encodeResult(this.method.isAsync() ? await(call, result) : result);
		}
		if (result == null) {
			throw new IllegalStateException("The method " + this.method + " returned null instead of a stream");
		}
		try (ElementSource elements = StreamForms.read(type, result)) {
			return send(call, elements, streams.responses(), codec);
		}
	}

	/** Whoever waits for the bean's elements is woken when nobody wants them any more. */
	private RpcReply send(RpcCall call, ElementSource elements, MessageSink sink, MethodCodec codec) throws Throwable {
		Runnable cancel = elements::cancel;
		call.cancellation().onCancel(cancel);
		Runnable takeBack = call.deadline().isBounded() ? RpcTimer.later(call.deadline().remainingNanos(), cancel)
				: () -> {
				};
		try {
			for (Object element = elements.next(); element != null; element = elements.next()) {
				if (isOver(call) || !sink.send(codec.encodeResponseElement(element))) {
					break;
				}
			}
			return isOver(call) ? RpcReply.failure(over(call)) : RpcReply.success(NOTHING, false);
		}
		finally {
			takeBack.run();
			call.cancellation().remove(cancel);
		}
	}

	private static boolean isOver(RpcCall call) {
		return call.cancellation().isCanceled() || call.deadline().isExpired();
	}

	private static RpcFailure over(RpcCall call) {
		return call.deadline().isExpired() ? RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED,
				"The stream took longer than the deadline allowed.", true)
				: RpcFailure.over(RpcStatus.CANCELED, "The caller gave up.", true);
	}

	/** The request stream ends with the call, so that the call ends with the future. */
	private @Nullable Object await(RpcCall call, @Nullable Object result) throws Throwable {
		if (result == null) {
			throw new IllegalStateException("The asynchronous method " + this.method + " returned null");
		}
		try {
			return ((CompletionStage<?>) result).toCompletableFuture()
				.get(call.deadline().remainingNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new RpcException(RpcStatus.DEADLINE_EXCEEDED, "The method took longer than the deadline allowed.",
					ex);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
	}

}
