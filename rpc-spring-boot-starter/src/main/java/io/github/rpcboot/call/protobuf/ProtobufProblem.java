package io.github.rpcboot.call.protobuf;

import java.io.IOException;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;

/**
 * Tells what is wrong with a message: the path and nothing else. What the parser or the
 * application's own classes say stays out.
 */
enum ProtobufProblem {

	/** The caller sent a wrong message, or wants to. */
	REQUEST("request", RpcStatus.INVALID_ARGUMENT),

	/** The provider answered with a wrong message, or wants to. */
	RESPONSE("response", RpcStatus.INTERNAL);

	private final String what;

	private final RpcStatus status;

	ProtobufProblem(String what, RpcStatus status) {
		this.what = what;
		this.status = status;
	}

	String what() {
		return this.what;
	}

	RpcException tooLarge(int limit) {
		return new RpcException(RpcStatus.RESOURCE_EXHAUSTED,
				"The " + this.what + " is larger than " + limit + " bytes.");
	}

	RpcException unreadable(Throwable failure, Position position) {
		String path = " at '" + position.path() + "'.";
		if (failure instanceof TooDeepException) {
			return new RpcException(this.status, "The " + this.what + " is nested too deeply" + path, failure);
		}
		if (failure instanceof IOException) {
			return new RpcException(this.status, "The " + this.what + " is not a well-formed protobuf message" + path,
					failure);
		}
		return new RpcException(this.status, "The " + this.what + " has a wrong value" + path, failure);
	}

	RpcException unwritable(Throwable failure, Position position) {
		if (failure instanceof RpcException tooLarge) {
			return tooLarge;
		}
		return new RpcException(this.status,
				"The " + this.what + " cannot be written as protobuf at '" + position.path() + "'.", failure);
	}

}
