package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.rpcboot.call.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer that are written and read in parts. Only a connection whose
 * answer was read to its end carries another one.
 */
final class SocketExchange {

	private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	private final SocketConnection connection;

	private final ExchangeWatch watch;

	private final Consumer<Boolean> end;

	private final AtomicBoolean ended = new AtomicBoolean();

	/** A server may refuse what it has not read, and the refusal is worth reading. */
	private @Nullable IOException broken;

	private boolean sent;

	SocketExchange(SocketConnection connection, ExchangeWatch watch, boolean sent, @Nullable IOException broken,
			Consumer<Boolean> end) {
		this.sent = sent;
		this.connection = connection;
		this.watch = watch;
		this.broken = broken;
		this.end = end;
	}

	ExchangeWatch watch() {
		return this.watch;
	}

	/** Whether the other side wants more: it has not answered, and has not gone. */
	boolean isOpen() {
		try {
			return this.broken == null && !this.connection.isAnswered();
		}
		catch (IOException ex) {
			this.broken = ex;
			return false;
		}
	}

	/** Sends a message as a chunk. */
	void write(byte[] message, Deadline deadline) {
		byte[] size = (Integer.toHexString(Envelopes.HEAD + message.length) + "\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		byte[] chunk = new byte[size.length + Envelopes.HEAD + message.length + 2];
		System.arraycopy(size, 0, chunk, 0, size.length);
		Envelopes.put(chunk, size.length, 0, message);
		chunk[chunk.length - 2] = '\r';
		chunk[chunk.length - 1] = '\n';
		writeBytes(chunk, deadline);
	}

	void endRequest(Deadline deadline) {
		writeBytes(LAST_CHUNK, deadline);
		this.sent = this.broken == null;
	}

	boolean isRequestSent() {
		return this.sent;
	}

	private void writeBytes(byte[] bytes, Deadline deadline) {
		if (this.broken != null) {
			return;
		}
		this.watch.expect(deadline);
		try {
			this.connection.write(bytes);
		}
		catch (IOException ex) {
			this.broken = ex;
		}
		this.watch.rest();
	}

	ArrivingBody answer(Deadline deadline) throws IOException {
		this.watch.expect(deadline);
		try {
			return this.connection.open();
		}
		catch (IOException ex) {
			throw (this.broken != null) ? this.broken : ex;
		}
		finally {
			this.watch.rest();
		}
	}

	/**
	 * Ends the exchange; may be called by any thread, and more than once.
	 * @param whole whether everything was written and read
	 */
	void close(boolean whole) {
		if (this.ended.compareAndSet(false, true)) {
			this.watch.close();
			this.end.accept(whole && !this.watch.isAborted() && this.broken == null);
		}
	}

	boolean isClosed() {
		return this.ended.get();
	}

}
