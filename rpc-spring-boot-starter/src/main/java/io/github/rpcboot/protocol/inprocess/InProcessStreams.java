package io.github.rpcboot.protocol.inprocess;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RequestBody;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcPeer;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;

/**
 * Calls with streams. The handler's thread pulls the request messages from the caller's
 * stream itself, and a few response messages wait between both sides.
 */
final class InProcessStreams {

	private InProcessStreams() {
	}

	static RpcReply send(RpcCall call, RpcServices services, PayloadCodec codec, Executor handlers) {
		RpcStreams streams = call.streams();
		MethodContract method = services.find(call.method().service(), call.method().name());
		if (streams == null || (method.isKnown() && !isAlike(method, call.method()))) {
			return RpcReply.failure(RpcFailure.answered(RpcStatus.UNIMPLEMENTED,
					"The provider declares " + call.method() + " with other streams."));
		}
		Cancellation handling = new Cancellation();
		SentRequests requests = requests(call, streams, codec);
		Handoff handoff = new Handoff(call, streams.times(), handling, requests);
		RequestBody body = codec.body(call.encoded(codec));
		RpcCall incoming = RpcCall
			.incoming(method, body, call.headers(), streams.times().total(), RpcPeer.LOCAL, handling)
			.streaming(RpcStreams.incoming(requests, handoff));
		return run(call, () -> handle(services, incoming, handoff), handoff, handlers);
	}

	private static RpcReply run(RpcCall call, Runnable handling, Handoff handoff, Executor handlers) {
		try {
			handlers.execute(handling);
		}
		catch (RejectedExecutionException ex) {
			handoff.close();
			return RpcReply.failure(
					RpcFailure.refused(RpcStatus.RESOURCE_EXHAUSTED, "Every thread for in-process calls is busy."));
		}
		return (call.method().responseStream() != null) ? RpcReply.streaming(handoff) : handoff.answer();
	}

	private static boolean isAlike(MethodContract there, MethodContract here) {
		return (there.requestStream() == null) == (here.requestStream() == null)
				&& (there.responseStream() == null) == (here.responseStream() == null);
	}

	private static @Nullable SentRequests requests(RpcCall call, RpcStreams streams, PayloadCodec codec) {
		if (call.method().requestStream() == null) {
			return null;
		}
		MessageStream messages = streams.send(codec.forMethod(call.method()));
		return new SentRequests(messages);
	}

	private static void handle(RpcServices services, RpcCall call, Handoff handoff) {
		try {
			services.handle(call).whenDone(handoff::end, handoff::broken);
		}
		catch (RuntimeException | Error ex) {
			handoff.broken(ex);
		}
	}

}
