package io.github.rpcboot.provider;

import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.BoundedElements;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.ElementSource;
import io.github.rpcboot.call.MessageSink;
import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.call.RpcWatch;
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

	private final ArgumentValidator.@Nullable MethodValidator elements;

	private final Duration idle;

	StreamMethod(MethodContract method, Class<?> targetType, Supplier<Object> bean,
			@Nullable ArgumentValidator validator, HandlerFailures failures, Executor threads, Duration idle) {
		this.idle = idle;
		this.method = method;
		this.bean = bean;
		this.handle = BeanMethod.spreading(method.javaMethod());
		this.validator = (validator != null && method.requestStream() == null) ? validator.forMethod(method, targetType)
				: null;
		this.elements = (validator != null && method.requestStream() != null)
				? validator.forElements(method, targetType) : null;
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
				return stream(call, streams, codec, invoke(call, call.arguments()), () -> Long.MAX_VALUE);
			}
			try (MessageStream messages = streams.requests()) {
				RequestElements elements = new RequestElements(messages, call.codec(), codec, this::check);
				Object result = invoke(call, new @Nullable Object[] { argument(requests, elements) });
				return (this.method.responseStream() != null)
						? stream(call, streams, codec, result, elements::quietNanos)
						: codec.encodeResult(this.method.isAsync() ? await(call, result, elements) : result);
			}
		}
		catch (Throwable ex) {
			return RpcReply.failure(isOver(call) ? over(call) : this.failures.of(call, ex));
		}
	}

	private void check(Object element) {
		if (this.elements != null) {
			this.elements.validate(this.bean.get(), new @Nullable Object[] { element });
		}
	}

	private Object argument(StreamType type, ElementSource requests) {
		return type.isReactive() ? StreamForms.pushedOnce(type, requests, this.threads)
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

	/** A bean that waits for its caller's next message is not quiet itself. */
	private RpcReply stream(RpcCall call, RpcStreams streams, MethodCodec codec, @Nullable Object result,
			LongSupplier quiet) throws Throwable {
		StreamType type = this.method.responseStream();
		if (result == null || type == null) {
			throw new IllegalStateException("The method " + this.method + " returned null instead of a stream");
		}
		ElementSource source = StreamForms.read(type, result);
		try (BoundedElements elements = BoundedElements.around(source, this.idle, quiet, Deadline.unbounded(),
				"The stream that " + this.method + " returned", call.cancellation()::cancelApart)) {
			return send(call, source, elements, streams.responses(), codec);
		}
	}

	/**
	 * Whoever waits for the bean's elements is woken when nobody wants them any more. A
	 * thread within the bean is not interrupted for that; only one that stays there for
	 * the idle time is, or it would never come back. What the bean does when it is
	 * canceled may take its time, for which the thread of all watches has none.
	 */
	private RpcReply send(RpcCall call, ElementSource source, BoundedElements elements, MessageSink sink,
			MethodCodec codec) throws Throwable {
		Runnable cancel = source::cancel;
		call.cancellation().onCancel(cancel);
		RpcWatch deadline = RpcWatch.until(call.deadline(), call.cancellation()::cancelApart);
		try {
			return pump(call, elements, sink, codec);
		}
		catch (RpcException ex) {
			if (elements.isQuiet() && !call.deadline().isExpired()) {
				return RpcReply.failure(RpcFailure.over(ex.status(), ex.reason(), true));
			}
			throw ex;
		}
		finally {
			deadline.end();
			call.cancellation().remove(cancel);
		}
	}

	private static RpcReply pump(RpcCall call, ElementSource elements, MessageSink sink, MethodCodec codec)
			throws Throwable {
		for (Object element = elements.next(); element != null; element = elements.next()) {
			if (isOver(call) || !sink.send(codec.encodeResponseElement(element))) {
				break;
			}
		}
		return isOver(call) ? RpcReply.failure(over(call)) : RpcReply.success(NOTHING, false);
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
	private @Nullable Object await(RpcCall call, @Nullable Object result, RequestElements requests) throws Throwable {
		if (result == null) {
			throw new IllegalStateException("The asynchronous method " + this.method + " returned null");
		}
		CompletableFuture<?> future = ((CompletionStage<?>) result).toCompletableFuture();
		Runnable cancel = () -> future.cancel(true);
		call.cancellation().onCancel(cancel);
		try {
			return get(call, future, requests);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
		finally {
			call.cancellation().remove(cancel);
			future.cancel(true);
		}
	}

	/** As long as messages come, nobody can expect a result. */
	private @Nullable Object get(RpcCall call, CompletableFuture<?> future, RequestElements requests)
			throws InterruptedException, ExecutionException {
		while (true) {
			long idle = this.idle.toNanos() - requests.quietNanos();
			long left = Math.min(idle, call.deadline().remainingNanos());
			if (left <= 0) {
				throw new RpcException(RpcStatus.DEADLINE_EXCEEDED,
						(idle > 0) ? "The method took longer than the deadline allowed."
								: "The future that " + this.method
										+ " returned did not complete within the idle time of " + this.idle.toMillis()
										+ " ms after the last message of the request.");
			}
			try {
				return future.get(left, TimeUnit.NANOSECONDS);
			}
			catch (TimeoutException ex) {
				// Looked at again: there may have been messages meanwhile.
			}
		}
	}

}
