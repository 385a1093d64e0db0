package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import org.jspecify.annotations.Nullable;

/**
 * One connection, used by one exchange at a time. Anybody may close it at any time; an
 * interrupted thread does, since its socket is a channel.
 */
final class SocketConnection {

	private static final int BUFFER = 8 * 1024;

	private static final int SLICE = 64 * 1024;

	private static final long SECOND = 1_000_000_000;

	/** A server that closes needs a moment to say so; a busy connection is not asked. */
	private static final long SURELY_OPEN = 1_000_000;

	private static final long SURELY_OPEN_TLS = 100_000_000;

	private final SocketChannel channel;

	private final @Nullable Socket tls;

	private final OutputStream out;

	private final InputStream in;

	private final RequestHead request;

	private final AnswerReader answer;

	private final long retireAt;

	private boolean whole;

	private volatile long idleSince;

	private volatile long idleNanos;

	SocketConnection(SocketChannel channel, @Nullable Socket tls, long retireAt) throws IOException {
		this.channel = channel;
		this.tls = tls;
		Socket socket = (tls != null) ? tls : channel.socket();
		this.in = socket.getInputStream();
		this.out = socket.getOutputStream();
		// The request has been written when the answer comes.
		byte[] buffer = new byte[BUFFER];
		this.request = new RequestHead(buffer);
		this.answer = new AnswerReader(this.in, buffer);
		this.retireAt = retireAt;
	}

	static void connect(SocketChannel channel, InetAddress address, int port, int millis) throws IOException {
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		channel.socket().connect(new InetSocketAddress(address, port), millis);
	}

	/** Writes nothing yet, and so may fail without harm. */
	void prepare(byte[] begin, HttpEngine.Request request) {
		this.whole = this.request.compose(begin, request);
	}

	/** As {@link #prepare}, for a body that follows in chunks. */
	void prepareChunks(byte[] begin, HttpEngine.Request request) {
		this.whole = this.request.compose(begin, request, true);
	}

	/** A chunk of a body, with all that stands around it. */
	void write(byte[] chunk) throws IOException {
		for (int at = 0; at < chunk.length; at += SLICE) {
			this.out.write(chunk, at, Math.min(SLICE, chunk.length - at));
		}
	}

	/** Whether there is something to read before all has been written. */
	boolean isAnswered() throws IOException {
		return this.in.available() > 0;
	}

	/** Reads the head of an answer, whose body is read while it comes. */
	ArrivingBody open() throws IOException {
		return this.answer.open();
	}

	/** In slices, since the JDK keeps a buffer outside of the heap for the largest. */
	void write(HttpEngine.Request request) throws IOException {
		this.out.write(this.request.bytes(), 0, this.request.length());
		byte[] body = request.body();
		for (int at = this.whole ? body.length : 0; at < body.length; at += SLICE) {
			this.out.write(body, at, Math.min(SLICE, body.length - at));
		}
	}

	HttpEngine.Answer read(HttpEngine.Request request) throws IOException, HttpEngine.Failed {
		return this.answer.read(request.responseLimit(), request.method().equals("HEAD"));
	}

	/** Nothing may be left to read: it would be taken for the next answer. */
	boolean isReusable() {
		try {
			return this.answer.isReusable() && this.channel.isOpen() && (this.tls == null || this.in.available() == 0);
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Begins to rest: for as long as is asked, or a second less than the server says.
	 * @return whether it can rest at all
	 */
	boolean rest(long now, long idleNanos) {
		long kept = this.answer.keepAliveSeconds() * SECOND - SECOND;
		this.idleSince = now;
		this.idleNanos = Math.min(idleNanos, kept);
		return kept > 0 && !isPast(now);
	}

	boolean isPast(long now) {
		return now - this.idleSince > this.idleNanos || now - this.retireAt > 0;
	}

	/** Whether the other side has closed it meanwhile. */
	boolean isStale(long now) {
		long idle = now - this.idleSince;
		try {
			return (this.tls != null) ? idle > SURELY_OPEN_TLS && !isSilent(this.tls)
					: idle > SURELY_OPEN && !isSilent();
		}
		catch (IOException ex) {
			return true;
		}
	}

	private boolean isSilent() throws IOException {
		this.channel.configureBlocking(false);
		int read = this.channel.read(ByteBuffer.allocate(1));
		this.channel.configureBlocking(true);
		return read == 0;
	}

	/** Encrypted bytes may be there that carry no data, so that only reading tells. */
	private boolean isSilent(Socket socket) throws IOException {
		socket.setSoTimeout(1);
		try {
			this.in.read();
			return false;
		}
		catch (SocketTimeoutException ex) {
			return true;
		}
		finally {
			socket.setSoTimeout(0);
		}
	}

	/** Nothing is said before: that could block, and the answer is here or worthless. */
	void close() {
		close(this.channel);
	}

	static void close(SocketChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			// It is of no use any more.
		}
	}

}
