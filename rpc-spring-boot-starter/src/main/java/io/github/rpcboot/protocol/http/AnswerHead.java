package io.github.rpcboot.protocol.http;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Status line and headers of an answer, and what they say of its body and its connection.
 */
final class AnswerHead {

	static final AnswerHead NONE = new AnswerHead(0, false);

	private static final int MOST_BYTES = 8 * 1024;

	private static final int MOST_HEADERS = 128;

	private static final int VERSION = "HTTP/1.1".length();

	private static final int STATUS_LINE = "HTTP/1.1 200".length();

	private static final int MOST_DIGITS = 18;

	private static final String TIMEOUT = "timeout=";

	private static final int MOST_SECONDS = 100_000;

	private static final int MOST_PARAMETERS = 4;

	private static final String SEPARATORS = "\"(),/:;<=>?@[\\]{}";

	/** Those that most answers have, so that their names are not made anew. */
	private static final String[] KNOWN = { "content-type", "content-length", "date", "connection", "keep-alive",
			"transfer-encoding", "content-encoding", "rpc-draining", "rpc-not-executed", "rpc-null", "vary", "server" };

	private final int status;

	private final List<String> headers = new ArrayList<>(12);

	private boolean keepsAlive;

	private int keepAliveSeconds = MOST_SECONDS;

	private long contentLength = -1;

	private boolean chunked;

	private @Nullable String contentEncoding;

	private AnswerHead(int status, boolean keepsAlive) {
		this.status = status;
		this.keepsAlive = keepsAlive;
	}

	static AnswerHead read(LineReader lines) throws IOException {
		if (!lines.next()) {
			throw new EOFException("The connection ended before an answer.");
		}
		AnswerHead head = new AnswerHead(status(lines), lines.is("http/1.1", 0, VERSION));
		head.readHeaders(lines);
		if (head.chunked && head.contentLength >= 0) {
			throw new MalformedAnswerException("it has two lengths");
		}
		head.keepsAlive &= head.hasEnd();
		return head;
	}

	private boolean hasEnd() {
		return this.chunked || this.contentLength >= 0 || this.status == 204 || this.status == 304;
	}

	private static int status(LineReader lines) throws MalformedAnswerException {
		boolean version = lines.length() >= STATUS_LINE
				&& (lines.is("http/1.1", 0, VERSION) || lines.is("http/1.0", 0, VERSION)) && lines.at(VERSION) == ' '
				&& (lines.length() == STATUS_LINE || lines.at(STATUS_LINE) == ' ');
		int status = 0;
		for (int i = VERSION + 1; version && i < STATUS_LINE; i++) {
			int digit = lines.at(i) - '0';
			version = digit >= 0 && digit <= 9;
			status = status * 10 + digit;
		}
		if (!version || status < 100 || status > 599) {
			throw new MalformedAnswerException("it does not begin with a status line of HTTP/1.1");
		}
		return status;
	}

	private void readHeaders(LineReader lines) throws IOException {
		int bytes = 0;
		for (next(lines); lines.length() > 0; next(lines)) {
			bytes += lines.length();
			if (bytes > MOST_BYTES || this.headers.size() >= 2 * MOST_HEADERS) {
				throw new MalformedAnswerException("its head is too large");
			}
			int colon = colon(lines);
			String name = name(lines, colon);
			String value = value(lines, colon + 1);
			this.headers.add(name);
			this.headers.add(value);
			understand(name, value);
		}
	}

	private static void next(LineReader lines) throws IOException {
		if (!lines.next()) {
			throw new EOFException("The connection ended within the head.");
		}
	}

	static void skipTrailers(LineReader lines) throws IOException {
		new AnswerHead(0, false).readHeaders(lines);
	}

	private static int colon(LineReader lines) throws MalformedAnswerException {
		int at = 0;
		while (at < lines.length() && lines.at(at) > ' ' && lines.at(at) < 127
				&& SEPARATORS.indexOf(lines.at(at)) < 0) {
			at++;
		}
		if (at == 0 || at == lines.length() || lines.at(at) != ':') {
			throw new MalformedAnswerException("a header has no name");
		}
		return at;
	}

	private static String name(LineReader lines, int colon) {
		for (String known : KNOWN) {
			if (lines.is(known, 0, colon)) {
				return known;
			}
		}
		return lines.text(0, colon).toLowerCase(Locale.ROOT);
	}

	private static String value(LineReader lines, int begin) throws MalformedAnswerException {
		int from = begin;
		int to = lines.length();
		while (from < to && isBlank(lines.at(from))) {
			from++;
		}
		while (from < to && isBlank(lines.at(to - 1))) {
			to--;
		}
		for (int i = from; i < to; i++) {
			if (lines.at(i) >= 0 && lines.at(i) < ' ' && lines.at(i) != '\t') {
				throw new MalformedAnswerException("a header has a control character");
			}
		}
		return lines.text(from, to);
	}

	private static boolean isBlank(byte character) {
		return character == ' ' || character == '\t';
	}

	private void understand(String name, String value) throws MalformedAnswerException {
		switch (name) {
			case "content-length" -> length(value);
			case "transfer-encoding" -> transfer(value);
			case "content-encoding" ->
				this.contentEncoding = (this.contentEncoding == null) ? value : this.contentEncoding + ", " + value;
			case "connection" -> this.keepsAlive &= !value.toLowerCase(Locale.ROOT).contains("close");
			case "keep-alive" -> keepAlive(value);
			default -> {
			}
		}
	}

	private void length(String value) throws MalformedAnswerException {
		long length = Digits.parse(value, MOST_DIGITS);
		if (length < 0 || (this.contentLength >= 0 && this.contentLength != length)) {
			throw new MalformedAnswerException("its length cannot be read");
		}
		this.contentLength = length;
	}

	private void transfer(String value) throws MalformedAnswerException {
		if (this.chunked || !value.equalsIgnoreCase("chunked")) {
			throw new MalformedAnswerException("it has a transfer encoding that was not asked for");
		}
		this.chunked = true;
	}

	private void keepAlive(String value) {
		for (String part : value.split(",", MOST_PARAMETERS)) {
			String parameter = part.strip().toLowerCase(Locale.ROOT);
			if (parameter.startsWith(TIMEOUT)) {
				seconds(parameter, TIMEOUT.length());
			}
		}
	}

	private void seconds(String text, int begin) {
		int seconds = 0;
		int at = begin;
		for (; at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9'; at++) {
			seconds = Math.min(MOST_SECONDS, seconds * 10 + text.charAt(at) - '0');
		}
		if (at > begin && at == text.length()) {
			this.keepAliveSeconds = seconds;
		}
	}

	int status() {
		return this.status;
	}

	List<String> headers() {
		return this.headers;
	}

	boolean keepsAlive() {
		return this.keepsAlive;
	}

	int keepAliveSeconds() {
		return this.keepAliveSeconds;
	}

	long contentLength() {
		return this.contentLength;
	}

	boolean isChunked() {
		return this.chunked;
	}

	@Nullable String contentEncoding() {
		return this.contentEncoding;
	}

}
