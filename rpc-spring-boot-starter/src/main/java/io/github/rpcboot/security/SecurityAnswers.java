package io.github.rpcboot.security;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;

/** Writes the answer of a filter that refuses a call. */
final class SecurityAnswers {

	private SecurityAnswers() {
	}

	static void write(HttpServletResponse response, int status, byte[] body) throws IOException {
		response.setStatus(status);
		response.setContentType("application/json");
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
