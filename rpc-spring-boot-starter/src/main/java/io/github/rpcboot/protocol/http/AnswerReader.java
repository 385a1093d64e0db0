package io.github.rpcboot.protocol.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcFailure;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of one connection as HTTP/1.1 says (RFC 9112), whatever a hostile
 * server sends: heads and bodies are bounded, and what can be read in two ways is
 * refused.
 */
final class AnswerReader {

	private static final int MOST_INTERIM = 16;

	/** What is announced is not believed before it is there. */
	private static final int FIRST_ALLOCATION = 64 * 1024;

	private static final int MOST_CHUNK_DIGITS = 8;

	private static final int NO_CONTENT = 204;

	private static final int NOT_MODIFIED = 304;

	private static final byte[] EMPTY = {};

	private final LineReader lines;

	private AnswerHead head = AnswerHead.NONE;

	AnswerReader(InputStream in, byte[] buffer) {
		this.lines = new LineReader(in, buffer);
	}

	HttpEngine.Answer read(int limit) throws IOException, HttpEngine.Failed {
		return read(limit, false);
	}

	HttpEngine.Answer read(int limit, boolean headOnly) throws IOException, HttpEngine.Failed {
		AnswerHead read = head();
		byte[] body = headOnly ? EMPTY : decoded(body(read, limit), read.contentEncoding(), limit);
		this.head = read;
		return new HttpEngine.Answer(read.status(), read.headers(), body);
	}

	/** Reads a head, and leaves the body to whoever reads it while it comes. */
	ArrivingBody open() throws IOException {
		AnswerHead read = head();
		boolean empty = read.status() == NO_CONTENT || read.status() == NOT_MODIFIED;
		return new ArrivingBody(this, this.lines, read, empty);
	}

	/** The body has been read to its end. */
	void ended(AnswerHead read) {
		this.head = read;
	}

	private AnswerHead head() throws IOException {
		this.head = AnswerHead.NONE;
		AnswerHead read = AnswerHead.read(this.lines);
		for (int interim = 0; read.status() < 200; interim++) {
			if (interim == MOST_INTERIM || read.status() == 101) {
				throw new MalformedAnswerException("it never comes to an end");
			}
			read = AnswerHead.read(this.lines);
		}
		return read;
	}

	/** Whether the connection can carry another exchange. */
	boolean isReusable() {
		return this.head.keepsAlive() && this.lines.buffered() == 0;
	}

	/** How long the server keeps the connection, in seconds. */
	int keepAliveSeconds() {
		return this.head.keepAliveSeconds();
	}

	private byte[] body(AnswerHead read, int limit) throws IOException, HttpEngine.Failed {
		if (read.status() == NO_CONTENT || read.status() == NOT_MODIFIED) {
			return EMPTY;
		}
		if (read.isChunked()) {
			return chunked(limit);
		}
		return (read.contentLength() >= 0) ? fixed(read.contentLength(), limit) : toTheEnd(limit);
	}

	private static byte[] decoded(byte[] body, @Nullable String encoding, int limit)
			throws IOException, HttpEngine.Failed {
		return (encoding == null || body.length == 0) ? body
				: AnswerBody.read(new ByteArrayInputStream(body), encoding, limit);
	}

	private byte[] fixed(long length, int limit) throws IOException, HttpEngine.Failed {
		if (length > limit) {
			throw tooLarge(limit);
		}
		if (length <= FIRST_ALLOCATION) {
			byte[] body = new byte[(int) length];
			this.lines.readFully(body, 0, body.length);
			return body;
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream(FIRST_ALLOCATION);
		copy(length, body);
		return body.toByteArray();
	}

	private void copy(long length, ByteArrayOutputStream to) throws IOException {
		byte[] part = new byte[(int) Math.min(length, FIRST_ALLOCATION)];
		for (long left = length; left > 0;) {
			int read = this.lines.read(part, 0, (int) Math.min(left, part.length));
			if (read < 0) {
				throw new EOFException("The connection ended within the body.");
			}
			to.write(part, 0, read);
			left -= read;
		}
	}

	private byte[] chunked(int limit) throws IOException, HttpEngine.Failed {
		ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
		for (long size = chunkSize(); size > 0; size = chunkSize()) {
			if (size > limit - body.size()) {
				throw tooLarge(limit);
			}
			copy(size, body);
			endChunk();
		}
		AnswerHead.skipTrailers(this.lines);
		return body.toByteArray();
	}

	void endChunk() throws IOException {
		next();
		if (this.lines.length() != 0) {
			throw new MalformedAnswerException("a chunk is longer than it says");
		}
	}

	private void next() throws IOException {
		if (!this.lines.next()) {
			throw new EOFException("The connection ended within the body.");
		}
	}

	/** Extensions are passed over. */
	long chunkSize() throws IOException {
		next();
		long size = 0;
		int digits = 0;
		for (; digits < this.lines.length(); digits++) {
			int digit = Character.digit(this.lines.at(digits), 16);
			if (digit < 0) {
				break;
			}
			size = size * 16 + digit;
			if (digits == MOST_CHUNK_DIGITS) {
				throw new MalformedAnswerException("a chunk has no readable size");
			}
		}
		boolean ends = digits == this.lines.length() || ";\t ".indexOf(this.lines.at(digits)) >= 0;
		if (digits == 0 || !ends) {
			throw new MalformedAnswerException("a chunk has no readable size");
		}
		return size;
	}

	private byte[] toTheEnd(int limit) throws IOException, HttpEngine.Failed {
		ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
		byte[] part = new byte[8192];
		for (int read = this.lines.read(part, 0, part.length); read >= 0; read = this.lines.read(part, 0,
				part.length)) {
			if (read > limit - body.size()) {
				throw tooLarge(limit);
			}
			body.write(part, 0, read);
		}
		return body.toByteArray();
	}

	private static HttpEngine.Failed tooLarge(int limit) {
		return new HttpEngine.Failed(RpcFailure.ambiguous(RpcStatus.RESOURCE_EXHAUSTED,
				"The answer is larger than " + limit + " bytes.", null));
	}

}
