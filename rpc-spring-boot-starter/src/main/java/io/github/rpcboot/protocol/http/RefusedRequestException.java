package io.github.rpcboot.protocol.http;

import java.io.Serial;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcFailure;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request is not one of a call. Thrown before the call is made, and
 * answered only to callers who may call at all.
 */
final class RefusedRequestException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final int httpStatus;

	private final transient RpcFailure failure;

	private final @Nullable String header;

	private final @Nullable String value;

	private RefusedRequestException(int httpStatus, RpcFailure failure, @Nullable String header,
			@Nullable String value) {
		super(failure.message(), null, false, false);
		this.httpStatus = httpStatus;
		this.failure = failure;
		this.header = header;
		this.value = value;
	}

	static RefusedRequestException verb(String allowed) {
		return new RefusedRequestException(405, RpcFailure.answered(RpcStatus.UNIMPLEMENTED,
				"This method is called with " + allowed + ", not with this HTTP method."), "Allow", allowed);
	}

	static RefusedRequestException mediaType(String message, String accepted) {
		return new RefusedRequestException(415, RpcFailure.answered(RpcStatus.INVALID_ARGUMENT, message), "Accept-Post",
				accepted);
	}

	static RefusedRequestException of(RpcException ex) {
		return new RefusedRequestException(HttpStatusMapper.toHttp(ex.status()),
				RpcFailure.answered(ex.status(), ex.reason()), null, null);
	}

	int httpStatus() {
		return this.httpStatus;
	}

	RpcFailure failure() {
		return this.failure;
	}

	@Nullable String header() {
		return this.header;
	}

	@Nullable String value() {
		return this.value;
	}

}
