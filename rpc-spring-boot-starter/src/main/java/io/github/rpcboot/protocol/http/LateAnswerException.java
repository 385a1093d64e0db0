package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.io.Serial;

/** A result that is not written any more, since nobody waits for it. */
final class LateAnswerException extends IOException {

	@Serial
	private static final long serialVersionUID = 1L;

	LateAnswerException() {
		super("The deadline of the call has passed.");
	}

}
