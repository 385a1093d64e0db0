package io.github.rpcboot.consumer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.BoundedElements;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.ElementSource;
import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.call.StreamForms;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.StreamType;
import org.jspecify.annotations.Nullable;

/**
 * Calls one method that takes or returns a stream. A stream that is pulled begins with
 * its first message, so that its method fails as every other does; one that is pushed
 * begins when somebody asks for its elements.
 */
final class StreamInvoker {

	private final MethodContract method;

	private final MethodInvoker invoker;

	private final MethodCodec codec;

	private final Executor threads;

	StreamInvoker(MethodContract method, MethodInvoker invoker, MethodCodec codec, Executor threads) {
		this.method = method;
		this.invoker = invoker;
		this.codec = codec;
		this.threads = threads;
	}

	@Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
		StreamType responses = this.method.responseStream();
		if (responses == null) {
			return callWith(arguments);
		}
		if (responses.isReactive()) {
			RpcContext context = RpcContext.current();
			return StreamForms.pushed(responses, (cancellation) -> opened(arguments, context, cancellation),
					this.threads);
		}
		return StreamForms.pulled(responses, open(arguments, RpcContext.current(), new Cancellation()));
	}

	/** Whoever waits for the caller's own elements waits no longer than for others. */
	private @Nullable ElementSource requests(@Nullable Object[] arguments, RpcStreams.Times times,
			Cancellation cancellation) {
		StreamType type = this.method.requestStream();
		if (type == null) {
			return null;
		}
		Object stream = arguments[0];
		if (stream == null) {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT,
					"The argument of " + this.method + " is null. Pass a stream, which may be empty.");
		}
		ElementSource elements = BoundedElements.around(StreamForms.read(type, stream), times.idle(), times.total(),
				"The caller's own stream, the argument of " + this.method + ",", () -> {
				});
		cancellation.onCancel(elements::cancel);
		return elements;
	}

	private @Nullable Object callWith(@Nullable Object[] arguments) throws Throwable {
		Cancellation cancellation = new Cancellation();
		RpcStreams.Times times = this.invoker.times(RpcContext.current());
		ElementSource requests = requests(arguments, times, cancellation);
		Object result = null;
		try {
			result = this.invoker.invoke(arguments, RpcStreams.outgoing(requests, times), cancellation);
			return result;
		}
		finally {
			if (result instanceof CompletableFuture<?> future && this.method.isAsync()) {
				future.whenComplete((value, failure) -> end(requests));
			}
			else {
				end(requests);
			}
		}
	}

	private static void end(@Nullable ElementSource requests) {
		if (requests != null) {
			requests.cancel();
			requests.close();
		}
	}

	/** Each subscriber makes a call of its own, on a thread that handles none. */
	private ElementSource opened(@Nullable Object[] arguments, @Nullable RpcContext context, Cancellation cancellation)
			throws Exception {
		try {
			return open(arguments, context, cancellation);
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	private ElementSource open(@Nullable Object[] arguments, @Nullable RpcContext context, Cancellation cancellation)
			throws Throwable {
		RpcStreams.Times times = this.invoker.times(context);
		ElementSource requests = requests(arguments, times, cancellation);
		Runnable cancel = cancellation::cancel;
		RpcCall call = this.invoker.outgoing(arguments, context, cancellation)
			.streaming(RpcStreams.outgoing(requests, times));
		if (context != null) {
			context.cancellation().onCancel(cancel);
		}
		Runnable end = () -> {
			end(requests);
			if (context != null) {
				context.cancellation().remove(cancel);
			}
		};
		return begin(call, end);
	}

	private ElementSource begin(RpcCall call, Runnable end) throws Throwable {
		boolean begun = false;
		try {
			RpcReply reply = this.invoker.send(call);
			if (reply.failure() != null) {
				return fallback(call, reply.failure());
			}
			MessageStream stream = reply.stream();
			if (stream == null) {
				throw RpcFailure.ambiguous(RpcStatus.INTERNAL, "An interceptor answered without a stream.", null)
					.toException(call);
			}
			begun = true;
			return new ReplyElements(call, stream, this.codec, this.invoker, end);
		}
		finally {
			if (!begun) {
				end.run();
			}
		}
	}

	private ElementSource fallback(RpcCall call, RpcFailure failure) throws Throwable {
		Object stream = this.invoker.failed(call, failure);
		StreamType type = this.method.responseStream();
		if (stream == null || type == null) {
			throw new IllegalStateException("The fallback of " + this.method + " returned no stream");
		}
		return StreamForms.read(type, stream);
	}

}
