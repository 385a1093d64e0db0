package io.github.rpcboot.protocol.http;

import java.io.Serial;

/** The message is in a format that is not served (HTTP 415). */
final class UnsupportedMediaTypeException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	UnsupportedMediaTypeException(String message) {
		super(message, null, false, false);
	}

	String reason() {
		return String.valueOf(getMessage());
	}

}
