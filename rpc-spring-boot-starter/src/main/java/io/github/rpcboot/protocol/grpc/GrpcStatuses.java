package io.github.rpcboot.protocol.grpc;

import io.github.rpcboot.RpcStatus;
import io.grpc.Status;

/** The sixteen codes, which both sides count in the same way. */
final class GrpcStatuses {

	private static final RpcStatus[] BY_NUMBER = byNumber();

	private GrpcStatuses() {
	}

	private static RpcStatus[] byNumber() {
		RpcStatus[] byNumber = new RpcStatus[RpcStatus.values().length + 1];
		for (RpcStatus status : RpcStatus.values()) {
			byNumber[status.number()] = status;
		}
		return byNumber;
	}

	static Status toGrpc(RpcStatus status) {
		return Status.fromCodeValue(status.number());
	}

	/** What failed; a success has no status of ours. */
	static RpcStatus fromGrpc(Status status) {
		return status.isOk() ? RpcStatus.UNKNOWN : BY_NUMBER[status.getCode().value()];
	}

}
