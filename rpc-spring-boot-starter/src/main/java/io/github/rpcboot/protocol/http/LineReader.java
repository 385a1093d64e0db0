package io.github.rpcboot.protocol.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines and bytes of a connection through one buffer. A line is never longer than the
 * buffer. It stays readable until the next one is read.
 */
final class LineReader {

	private final InputStream in;

	private final byte[] buffer;

	private int from;

	private int to;

	private int line;

	private int lineEnd;

	LineReader(InputStream in, byte[] buffer) {
		this.in = in;
		this.buffer = buffer;
	}

	/** Bytes that are here and were not read. */
	int buffered() {
		return this.to - this.from;
	}

	/**
	 * Reads a line, whose end, LF or CR LF, does not belong to it.
	 * @return {@code false} if there is none, not even its first byte
	 */
	boolean next() throws IOException {
		for (int at = this.from;; at++) {
			if (at == this.to) {
				int before = this.from;
				if (!fill()) {
					if (buffered() == 0) {
						return false;
					}
					throw new EOFException("The connection ended within a line.");
				}
				at -= before - this.from;
			}
			if (this.buffer[at] == '\n') {
				this.line = this.from;
				this.lineEnd = (at > this.from && this.buffer[at - 1] == '\r') ? at - 1 : at;
				this.from = at + 1;
				return true;
			}
		}
	}

	private boolean fill() throws IOException {
		if (this.from == this.to) {
			this.from = 0;
			this.to = 0;
		}
		else if (this.to == this.buffer.length) {
			if (this.from == 0) {
				throw new MalformedAnswerException("a line is longer than " + this.buffer.length + " bytes");
			}
			System.arraycopy(this.buffer, this.from, this.buffer, 0, buffered());
			this.to -= this.from;
			this.from = 0;
		}
		int read = this.in.read(this.buffer, this.to, this.buffer.length - this.to);
		this.to += Math.max(0, read);
		return read > 0;
	}

	int length() {
		return this.lineEnd - this.line;
	}

	byte at(int index) {
		return this.buffer[this.line + index];
	}

	String text(int begin, int end) {
		return new String(this.buffer, this.line + begin, end - begin, StandardCharsets.ISO_8859_1);
	}

	/** Whether a part of the line is a word in lower case, whatever its case is. */
	boolean is(String word, int begin, int end) {
		if (word.length() != end - begin) {
			return false;
		}
		for (int i = 0; i < word.length(); i++) {
			int character = this.buffer[this.line + begin + i];
			int lower = (character >= 'A' && character <= 'Z') ? character + 32 : character;
			if (lower != word.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	int read(byte[] bytes, int offset, int length) throws IOException {
		int here = Math.min(buffered(), length);
		if (here == 0) {
			return this.in.read(bytes, offset, length);
		}
		System.arraycopy(this.buffer, this.from, bytes, offset, here);
		this.from += here;
		return here;
	}

	void readFully(byte[] bytes, int offset, int length) throws IOException {
		for (int done = 0; done < length;) {
			int read = read(bytes, offset + done, length - done);
			if (read < 0) {
				throw new EOFException("The connection ended within the body.");
			}
			done += read;
		}
	}

}
