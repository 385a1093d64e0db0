package io.github.rpcboot.protocol.http;

import io.github.rpcboot.RpcStatus;

/**
 * Tables between status codes and HTTP. Those of the Connect protocol are not inverse:
 * its second is for answers in which no code can be read.
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

	/** What a status says where HTTP alone is spoken, as gateways of gRPC read it. */
	static RpcStatus fromRest(int httpStatus) {
		return switch (httpStatus) {
			case 400, 413, 414, 415, 422, 431 -> RpcStatus.INVALID_ARGUMENT;
			case 401 -> RpcStatus.UNAUTHENTICATED;
			case 403 -> RpcStatus.PERMISSION_DENIED;
			case 404, 410 -> RpcStatus.NOT_FOUND;
			case 405, 501 -> RpcStatus.UNIMPLEMENTED;
			case 409 -> RpcStatus.ABORTED;
			case 412, 428 -> RpcStatus.FAILED_PRECONDITION;
			case 416 -> RpcStatus.OUT_OF_RANGE;
			case 429 -> RpcStatus.RESOURCE_EXHAUSTED;
			case 500 -> RpcStatus.INTERNAL;
			case 408, 502, 503, 504 -> RpcStatus.UNAVAILABLE;
			default -> RpcStatus.UNKNOWN;
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
