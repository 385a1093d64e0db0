package io.github.rpcboot.protocol.http;

import java.io.IOException;

/** An answer that is not HTTP/1.1, or that could be read in two ways. */
final class MalformedAnswerException extends IOException {

	private static final long serialVersionUID = 1L;

	MalformedAnswerException(String why) {
		super(why);
	}

}
