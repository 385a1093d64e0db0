package io.github.rpcboot.protocol.grpc;

import java.util.concurrent.CompletableFuture;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcWatch;
import io.github.rpcboot.contract.MethodContract;
import io.grpc.Metadata;
import io.grpc.ServerCall;

/**
 * One call that a server receives. Its method runs on the server's thread for the call.
 */
final class IncomingCall extends ReceivedCall {

	IncomingCall(IncomingCalls calls, ServerCall<byte[], byte[]> call, Metadata headers, MethodContract method) {
		super(calls, call, headers, method);
	}

	@Override
	void handle(byte[] message) {
		RpcCall call = rpcCall(message);
		RpcReply reply = this.calls.handle(call);
		CompletableFuture<RpcReply> pending = reply.pending();
		if (pending != null) {
			await(call, pending);
		}
		else {
			end(reply);
		}
	}

	private void await(RpcCall call, CompletableFuture<RpcReply> pending) {
		RpcWatch deadline = RpcWatch.until(this.deadline, this::expire);
		pending.whenComplete((done, failure) -> {
			deadline.end();
			end((failure != null) ? IncomingCalls.broken(call, failure) : done);
		});
	}

	private void expire() {
		String late = "The method took longer than the deadline allowed (" + this.deadline.describe() + ").";
		if (end(RpcReply.failure(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, late, true)))) {
			this.cancellation.cancelApart();
		}
	}

}
