package io.github.rpcboot.protocol.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body that is read while it comes, within a connection that goes on behind it. */
final class ArrivingBody extends InputStream {

	private final AnswerReader answer;

	private final LineReader lines;

	private final AnswerHead head;

	/** Of the chunk, or of the body; negative if only the connection ends it. */
	private long left;

	private boolean begun;

	private boolean ended;

	ArrivingBody(AnswerReader answer, LineReader lines, AnswerHead head, boolean empty) {
		this.answer = answer;
		this.lines = lines;
		this.head = head;
		this.left = head.isChunked() ? 0 : head.contentLength();
		if (empty) {
			end();
		}
	}

	AnswerHead head() {
		return this.head;
	}

	private int end() {
		this.ended = true;
		this.answer.ended(this.head);
		return -1;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		if (length == 0) {
			return 0;
		}
		if (this.ended || !hasMore()) {
			return -1;
		}
		int most = (this.left < 0) ? length : (int) Math.min(this.left, length);
		int read = this.lines.read(bytes, offset, most);
		if (read < 0) {
			if (this.left < 0) {
				return end();
			}
			throw new EOFException("The connection ended within the body.");
		}
		this.left -= (this.left < 0) ? 0 : read;
		return read;
	}

	private boolean hasMore() throws IOException {
		if (this.left == 0 && this.head.isChunked()) {
			if (this.begun) {
				this.answer.endChunk();
			}
			this.begun = true;
			this.left = this.answer.chunkSize();
			if (this.left == 0) {
				AnswerHead.skipTrailers(this.lines);
			}
		}
		if (this.left == 0) {
			end();
		}
		return this.left != 0;
	}

}
