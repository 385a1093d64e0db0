package io.github.rpcboot.protocol.inprocess;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.CallThreads;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcPeer;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.contract.MethodContract;

/**
 * Hands the encoded call to the services of the same application. The handler runs on a
 * thread of its own, as it does behind a socket, so that deadline and cancellation free
 * the caller.
 *
 * @since 0.1.0
 */
public final class InProcessTransport implements Transport {

	private final RpcServices services;

	private final PayloadCodec codec;

	private final Executor handlers = CallThreads.create("rpc-inprocess-");

	private InProcessTransport(RpcServices services, PayloadCodec codec) {
		this.services = services;
		this.codec = codec;
	}

	/**
	 * Makes a transport.
	 * @param services takes the calls
	 * @param codec how messages are encoded
	 * @return a transport
	 */
	public static InProcessTransport to(RpcServices services, PayloadCodec codec) {
		return new InProcessTransport(services, codec);
	}

	@Override
	public PayloadCodec codec() {
		return this.codec;
	}

	@Override
	public RpcReply send(RpcCall call, Endpoint endpoint) {
		if (call.method().hasStreams()) {
			return InProcessStreams.send(call, this.services, this.codec, this.handlers);
		}
		CompletableFuture<RpcReply> answer = new CompletableFuture<>();
		Cancellation handling = new Cancellation();
		RpcCall incoming = incoming(call, handling);
		Runnable cancel = () -> {
			handling.cancel();
			answer.complete(canceled());
		};
		try {
			this.handlers.execute(() -> handle(incoming, answer));
			call.cancellation().onCancel(cancel);
			return answer.get(call.deadline().remainingNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			return RpcReply.failure(
					RpcFailure.refused(RpcStatus.RESOURCE_EXHAUSTED, "Every thread for in-process calls is busy."));
		}
		catch (TimeoutException ex) {
			handling.cancel();
			return RpcReply
				.failure(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, "No answer came before the deadline.", true));
		}
		catch (InterruptedException ex) {
			handling.cancel();
			Thread.currentThread().interrupt();
			return canceled();
		}
		catch (ExecutionException ex) {
			return RpcReply.failure(RpcFailure.ambiguous(RpcStatus.INTERNAL,
					"The in-process provider failed: " + ex.getCause(), ex.getCause()));
		}
		finally {
			call.cancellation().remove(cancel);
		}
	}

	private RpcCall incoming(RpcCall call, Cancellation handling) {
		MethodContract method = this.services.find(call.method().service(), call.method().name());
		return RpcCall.incoming(method, this.codec.body(call.encoded(this.codec)), call.headers(), call.deadline(),
				RpcPeer.LOCAL, handling);
	}

	private void handle(RpcCall call, CompletableFuture<RpcReply> answer) {
		try {
			this.services.handle(call).whenDone(answer::complete, answer::completeExceptionally);
		}
		catch (RuntimeException | Error ex) {
			answer.completeExceptionally(ex);
		}
	}

	private static RpcReply canceled() {
		return RpcReply.failure(RpcFailure.over(RpcStatus.CANCELED, "The caller gave up.", true));
	}

}
