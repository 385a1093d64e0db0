package io.github.rpcboot.protocol.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;

/**
 * Ends a request that comes byte by byte: the server's own time-out begins anew with each
 * byte, and a message may have a time only once.
 */
final class PatientInput extends FilterInputStream {

	private final Deadline total;

	private final Duration perMessage;

	private Deadline message;

	PatientInput(InputStream in, Deadline total, Duration perMessage) {
		super(in);
		this.total = total;
		this.perMessage = perMessage;
		this.message = total.part(perMessage.toNanos());
	}

	/** The next message has its time from now on. */
	void begin() {
		this.message = this.total.part(this.perMessage.toNanos());
	}

	@Override
	public int read() throws IOException {
		int value = super.read();
		check();
		return value;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		int read = super.read(bytes, offset, length);
		check();
		return read;
	}

	private void check() {
		if (this.message.isExpired()) {
			throw new RpcException(RpcStatus.DEADLINE_EXCEEDED,
					"The next message of the request stream did not come in time.");
		}
	}

}
