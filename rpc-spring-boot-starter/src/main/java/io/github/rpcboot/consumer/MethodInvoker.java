package io.github.rpcboot.consumer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;

/** Calls one method of one application: arguments in, result or exception out. */
final class MethodInvoker {

	private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private final MethodContract method;

	private final RemoteTarget target;

	private final RemoteTarget.CallSettings settings;

	private final MethodCodec codec;

	private final @Nullable Fallback fallback;

	private final List<String> propagated;

	private final Executor asyncCalls;

	private final @Nullable StreamInvoker streams;

	MethodInvoker(MethodContract method, RemoteTarget target, List<String> propagated, Executor asyncCalls) {
		this.method = method;
		this.target = target;
		this.settings = target.settings().apply(method);
		this.codec = target.codec().forMethod(method);
		this.fallback = (this.settings.fallback() != null) ? new Fallback(method, this.settings.fallback()) : null;
		this.propagated = propagated;
		this.asyncCalls = asyncCalls;
		this.streams = method.hasStreams() ? new StreamInvoker(method, this, this.codec, asyncCalls) : null;
	}

	@Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
		if (this.streams != null) {
			return this.streams.invoke(arguments);
		}
		return invoke(arguments, null, new Cancellation());
	}

	/** A call with one response message. */
	@Nullable Object invoke(@Nullable Object[] arguments, @Nullable RpcStreams streams, Cancellation cancellation)
			throws Throwable {
		RpcContext context = RpcContext.current();
		RpcCall plain = outgoing(arguments, context, cancellation);
		RpcCall call = (streams != null) ? plain.streaming(streams) : plain;
		if (context == null) {
			return this.method.isAsync() ? start(call) : run(call);
		}
		Runnable cancel = cancellation::cancel;
		context.cancellation().onCancel(cancel);
		if (this.method.isAsync()) {
			CompletableFuture<@Nullable Object> future = start(call);
			future.whenComplete((result, failure) -> context.cancellation().remove(cancel));
			return future;
		}
		try {
			return run(call);
		}
		finally {
			context.cancellation().remove(cancel);
		}
	}

	RpcCall outgoing(@Nullable Object[] arguments, @Nullable RpcContext context, Cancellation cancellation) {
		return RpcCall.outgoing(this.method, arguments, headers(context), deadline(context), cancellation);
	}

	/** Nothing but what the caller has left itself ends a stream by time alone. */
	RpcStreams.Times times(@Nullable RpcContext context) {
		Deadline none = Deadline.unbounded();
		Deadline total = (context != null) ? none.within(context.deadline(), context.method()) : none;
		return new RpcStreams.Times(this.settings.timeout(), this.settings.streamIdle(), total);
	}

	private Deadline deadline(@Nullable RpcContext context) {
		Deadline own = Deadline.after(this.settings.timeout(), this.settings.timeoutOrigin());
		return (context != null) ? own.within(context.deadline(), context.method()) : own;
	}

	private RpcHeaders headers(@Nullable RpcContext context) {
		return (context != null && !this.propagated.isEmpty()) ? context.headers().only(this.propagated)
				: RpcHeaders.empty();
	}

	private CompletableFuture<@Nullable Object> start(RpcCall call) {
		CallFuture future = CallFuture.of(call.cancellation());
		try {
			this.asyncCalls.execute(() -> {
				try {
					complete(future, run(call));
				}
				catch (Throwable ex) {
					future.fail(ex);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			future.fail(RpcFailure
				.over(RpcStatus.RESOURCE_EXHAUSTED,
						"Too many asynchronous calls are under way: every thread for them is busy.", false)
				.toException(call));
		}
		return future;
	}

	/** A fallback answers with a future of its own. */
	private static void complete(CallFuture future, @Nullable Object result) {
		if (!(result instanceof CompletionStage<?> stage)) {
			future.answer(result);
			return;
		}
		stage.whenComplete((value, failure) -> {
			if (failure != null) {
				future.fail(failure);
			}
			else {
				future.answer(value);
			}
		});
	}

	private @Nullable Object run(RpcCall call) throws Throwable {
		RpcReply reply = send(call);
		RpcFailure failure = reply.failure();
		if (failure == null) {
			return decode(call, reply);
		}
		return failed(call, failure);
	}

	/**
	 * The fallback's answer, or what the caller receives. Of a request stream the failed
	 * call may have read a part, so that no fallback could read it.
	 */
	@Nullable Object failed(RpcCall call, RpcFailure failure) throws Throwable {
		boolean untouched = this.method.requestStream() == null;
		if (this.fallback != null && untouched && this.fallback.isFor(failure)) {
			return this.fallback.answer(call, failure);
		}
		throw thrown(call, failure);
	}

	Throwable thrown(RpcCall call, RpcFailure failure) {
		if (failure.thrown() != null) {
			return failure.thrown();
		}
		Throwable declared = (failure.exception() != null) ? this.codec.decodeException(failure) : null;
		return (declared != null) ? declared : failure.toException(call);
	}

	RpcReply send(RpcCall call) {
		if (call.cancellation().isCanceled()) {
			return RpcReply
				.failure(RpcFailure.over(RpcStatus.CANCELED, "The caller gave up before it was sent.", false));
		}
		if (call.deadline().remainingNanos() < LEAST_NANOS) {
			return RpcReply.failure(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED,
					"Less than 5 ms were left of the deadline, so nothing was sent.", false));
		}
		try {
			return this.target.chain().handle(call);
		}
		catch (RpcException ex) {
			return RpcReply.failure(failed(call, ex.status(), ex.reason(), ex));
		}
		catch (RuntimeException ex) {
			String message = "An interceptor or a transport of the consumer failed: " + ex;
			return RpcReply.failure(failed(call, RpcStatus.INTERNAL, message, ex));
		}
	}

	private static RpcFailure failed(RpcCall call, RpcStatus status, String message, RuntimeException cause) {
		return call.attempts().isEmpty() ? RpcFailure.neverSent(status, message, cause)
				: RpcFailure.ambiguous(status, message, cause);
	}

	/** A reply that an interceptor made has not been decoded by an attempt. */
	private @Nullable Object decode(RpcCall call, RpcReply reply) {
		if (reply.isDecoded()) {
			return reply.value();
		}
		try {
			return this.codec.decodeResult(reply);
		}
		catch (RpcException ex) {
			throw RpcFailure.ambiguous(ex.status(), ex.reason(), ex.getCause()).toException(call);
		}
	}

	/**
	 * Whoever completes the future instead of the call, by cancelling it or by a time-out
	 * of its own, cancels the call.
	 */
	private static final class CallFuture extends CompletableFuture<@Nullable Object> {

		private volatile boolean answered;

		static CallFuture of(Cancellation cancellation) {
			CallFuture future = new CallFuture();
			future.whenComplete((value, failure) -> {
				if (!future.answered) {
					cancellation.cancel();
				}
			});
			return future;
		}

		void answer(@Nullable Object value) {
			this.answered = true;
			complete(value);
		}

		void fail(Throwable failure) {
			this.answered = true;
			completeExceptionally(failure);
		}

	}

}
