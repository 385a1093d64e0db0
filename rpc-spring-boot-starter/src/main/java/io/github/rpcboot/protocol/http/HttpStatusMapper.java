package io.github.rpcboot.protocol.http;

import io.github.rpcboot.RpcStatus;

/**
 * The two tables of the Connect protocol between status codes and HTTP. They are not
 * inverse: the second is for answers in which no code can be read.
 */
final class HttpStatusMapper {

	private HttpStatusMapper() {
	}

	static int toHttp(RpcStatus status) {
		return switch (status) {
			case CANCELED -> 499;
			case UNKNOWN, INTERNAL, DATA_LOSS -> 500;
			case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> 400;
			case DEADLINE_EXCEEDED -> 504;
			case NOT_FOUND -> 404;
			case ALREADY_EXISTS, ABORTED -> 409;
			case PERMISSION_DENIED -> 403;
			case RESOURCE_EXHAUSTED -> 429;
			case UNIMPLEMENTED -> 501;
			case UNAVAILABLE -> 503;
			case UNAUTHENTICATED -> 401;
		};
	}

	static RpcStatus fromHttp(int httpStatus) {
		return switch (httpStatus) {
			case 400, 431 -> RpcStatus.INTERNAL;
			case 401 -> RpcStatus.UNAUTHENTICATED;
			case 403 -> RpcStatus.PERMISSION_DENIED;
			case 404 -> RpcStatus.UNIMPLEMENTED;
			case 429, 502, 503, 504 -> RpcStatus.UNAVAILABLE;
			default -> RpcStatus.UNKNOWN;
		};
	}

}
