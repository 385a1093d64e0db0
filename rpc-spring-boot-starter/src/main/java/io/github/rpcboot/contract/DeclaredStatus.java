package io.github.rpcboot.contract;

import io.github.rpcboot.RpcStatus;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The status of a declared exception, from Spring's {@code @ResponseStatus}.
 */
final class DeclaredStatus {

	private DeclaredStatus() {
	}

	static RpcStatus of(Class<? extends Throwable> type) {
		ResponseStatus annotation = AnnotatedElementUtils.findMergedAnnotation(type, ResponseStatus.class);
		return (annotation != null) ? ofHttp(annotation.code().value()) : RpcStatus.FAILED_PRECONDITION;
	}

	private static RpcStatus ofHttp(int status) {
		return switch (status) {
			case 400, 422 -> RpcStatus.INVALID_ARGUMENT;
			case 401 -> RpcStatus.UNAUTHENTICATED;
			case 403 -> RpcStatus.PERMISSION_DENIED;
			case 404 -> RpcStatus.NOT_FOUND;
			case 409 -> RpcStatus.ABORTED;
			case 429 -> RpcStatus.RESOURCE_EXHAUSTED;
			case 499 -> RpcStatus.CANCELED;
			case 501 -> RpcStatus.UNIMPLEMENTED;
			case 503 -> RpcStatus.UNAVAILABLE;
			case 504 -> RpcStatus.DEADLINE_EXCEEDED;
			default -> (status >= 500) ? RpcStatus.INTERNAL : RpcStatus.FAILED_PRECONDITION;
		};
	}

}
