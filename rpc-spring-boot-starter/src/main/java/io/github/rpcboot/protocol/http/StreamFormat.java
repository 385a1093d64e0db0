package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import io.github.rpcboot.call.PayloadCodec;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * How the messages of a response stream stand behind each other.
 */
enum StreamFormat {

	/** Envelopes of the Connect protocol. */
	ENVELOPES("application/connect") {

		@Override
		String contentType(PayloadCodec codec) {
			return ServedCodecs.streamType(codec);
		}

		@Override
		byte[] frame(byte[] message) {
			return Envelopes.wrap(0, message);
		}

	},

	/** Server-sent events, as browsers read them. */
	EVENTS("text/event-stream") {

		@Override
		byte[] frame(byte[] message) {
			return line("data: ", message, "\n\n");
		}

	},

	/** A message a line. */
	LINES("application/x-ndjson") {

		@Override
		byte[] frame(byte[] message) {
			return line("", message, "\n");
		}

	};

	private final String contentType;

	StreamFormat(String contentType) {
		this.contentType = contentType;
	}

	/** What a caller asks for who sends a plain message, {@code null} if nothing. */
	static @Nullable StreamFormat accepted(HttpServletRequest request) {
		String accept = request.getHeader("Accept");
		if (accept == null) {
			return null;
		}
		return accept.contains(EVENTS.contentType) ? EVENTS : accept.contains(LINES.contentType) ? LINES : null;
	}

	/** What the answer says of itself whose messages a codec has written. */
	String contentType(PayloadCodec codec) {
		return this.contentType;
	}

	abstract byte[] frame(byte[] message);

	/** Writes how the stream ended: what {@code ErrorCodec} makes of the end. */
	void end(OutputStream out, byte[] end, boolean failed) throws IOException {
		switch (this) {
			case ENVELOPES -> out.write(Envelopes.wrap(Envelopes.END, end));
			case EVENTS -> {
				out.write(("event: " + (failed ? "error" : "end") + "\n").getBytes(StandardCharsets.US_ASCII));
				out.write(frame(end));
			}
			case LINES -> out.write(failed ? frame(end) : new byte[0]);
		}
	}

	/** In JSON a line break is nothing but space between two tokens. */
	private static byte[] line(String before, byte[] message, String after) {
		byte[] line = new byte[before.length() + message.length + after.length()];
		int at = 0;
		for (int i = 0; i < before.length(); i++) {
			line[at++] = (byte) before.charAt(i);
		}
		for (byte character : message) {
			line[at++] = (character == '\n' || character == '\r') ? (byte) ' ' : character;
		}
		for (int i = 0; i < after.length(); i++) {
			line[at++] = (byte) after.charAt(i);
		}
		return line;
	}

}
