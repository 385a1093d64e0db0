package io.github.rpcboot.demo.consumer;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.demo.api.OutOfStock;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * What a failed call looks like to the caller of this application. An exception that the
 * contract declares arrives as itself; everything else is an {@link RpcException}.
 */
@RestControllerAdvice
class RemoteErrors {

	@ExceptionHandler
	@ResponseStatus(HttpStatus.CONFLICT)
	Shortage outOfStock(OutOfStock ex) {
		return new Shortage(ex.getMessage(), ex.getSku(), ex.getAvailable());
	}

	@ExceptionHandler
	ResponseEntity<FailedCall> failed(RpcException ex) {
		FailedCall body = new FailedCall(ex.status().code(), ex.reason(), ex.service(), ex.method(), ex.instance(),
				ex.mayHaveExecuted());
		return ResponseEntity.status(httpStatus(ex.status())).body(body);
	}

	private static HttpStatus httpStatus(RpcStatus status) {
		return switch (status) {
			case INVALID_ARGUMENT -> HttpStatus.BAD_REQUEST;
			case NOT_FOUND -> HttpStatus.NOT_FOUND;
			case DEADLINE_EXCEEDED -> HttpStatus.GATEWAY_TIMEOUT;
			default -> HttpStatus.BAD_GATEWAY;
		};
	}

	record Shortage(@Nullable String message, String sku, int available) {

	}

	record FailedCall(String code, String message, @Nullable String service, @Nullable String method,
			@Nullable String instance, boolean mayHaveExecuted) {

	}

}
