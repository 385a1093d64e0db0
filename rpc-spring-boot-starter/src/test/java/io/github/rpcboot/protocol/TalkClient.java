package io.github.rpcboot.protocol;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A connection to a provider of {@link TalkBean}, on which requests are sent as bytes.
 */
final class TalkClient implements AutoCloseable {

	private static final int DATA = 0;

	private static final int HEADERS = 1;

	private static final int RESET = 3;

	private static final int SETTINGS = 4;

	private static final int CANCEL = 8;

	private final Socket socket;

	private final InputStream in;

	TalkClient(Socket socket) throws IOException {
		socket.setSoTimeout(10_000);
		this.socket = socket;
		this.in = new BufferedInputStream(socket.getInputStream());
	}

	static TalkClient connect(int port) throws IOException {
		return new TalkClient(new Socket(InetAddress.getLoopbackAddress(), port));
	}

	Socket socket() {
		return this.socket;
	}

	void write(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		this.socket.getOutputStream().flush();
	}

	/** As a stream of the Connect protocol. */
	void send(String method, String message) throws IOException {
		write(request(method, message, true, false));
	}

	/** As a plain message, which is answered by lines. */
	void sendPlain(String method, String message) throws IOException {
		write(request(method, message, false, false));
	}

	static byte[] request(String method, String message, boolean envelope, boolean chunked) {
		byte[] body = envelope ? envelope(message) : message.getBytes(StandardCharsets.UTF_8);
		String type = envelope ? "application/connect+json" : "application/json";
		if (!chunked) {
			return joined(head(method, type, body.length), body);
		}
		byte[] chunk = joined(joined(ascii(Integer.toHexString(body.length) + "\r\n"), body), ascii("\r\n0\r\n\r\n"));
		return joined(ascii(head(method, type) + "Transfer-Encoding: chunked\r\n\r\n"), chunk);
	}

	static byte[] head(String method, String type, int length) {
		return ascii(head(method, type) + "Content-Length: " + length + "\r\n\r\n");
	}

	private static String head(String method, String type) {
		return "POST /rpc/Talk/" + method + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/x-ndjson\r\n"
				+ "Content-Type: " + type + "\r\n";
	}

	static byte[] envelope(String message) {
		byte[] text = message.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(5 + text.length).put((byte) 0).putInt(text.length).put(text).array();
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	static byte[] joined(byte[] first, byte[] second) {
		return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
	}

	/** The whole body of an answer in chunks; the connection goes on behind it. */
	String answer() throws IOException {
		String head = line();
		if (!head.startsWith("HTTP/1.1 200")) {
			throw new IOException("Not an answer: " + head);
		}
		while (!line().isEmpty()) {
			// Headers are of no interest here.
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = size(); size > 0; size = size()) {
			body.write(this.in.readNBytes(size));
			line();
		}
		line();
		return body.toString(StandardCharsets.UTF_8);
	}

	private int size() throws IOException {
		return Integer.parseInt(line(), 16);
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = this.in.read(); next != '\n'; next = this.in.read()) {
			if (next < 0) {
				throw new IOException("The connection ended behind: " + line);
			}
			line.append((char) next);
		}
		return line.toString().strip();
	}

	/** The first request of a connection of HTTP/2, without TLS. */
	void sendHttp2(String method, String message) throws IOException {
		write(ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
		write(frame(SETTINGS, 0, 0, new byte[0]));
		ByteArrayOutputStream headers = new ByteArrayOutputStream();
		String[] pairs = { ":method", "POST", ":scheme", "http", ":path", "/rpc/Talk/" + method, ":authority",
				"localhost", "content-type", "application/connect+json" };
		for (int i = 0; i < pairs.length; i += 2) {
			headers.write(0);
			text(headers, pairs[i].toLowerCase(Locale.ROOT));
			text(headers, pairs[i + 1]);
		}
		write(frame(HEADERS, 4, 1, headers.toByteArray()));
		write(frame(DATA, 1, 1, envelope(message)));
	}

	private static void text(ByteArrayOutputStream out, String text) {
		out.write(text.length());
		out.writeBytes(ascii(text));
	}

	private void resetHttp2() throws IOException {
		write(frame(RESET, 0, 1, ByteBuffer.allocate(4).putInt(CANCEL).array()));
	}

	private static byte[] frame(int type, int flags, int stream, byte[] payload) {
		return ByteBuffer.allocate(9 + payload.length)
			.putShort((short) (payload.length >> 8))
			.put((byte) payload.length)
			.put((byte) type)
			.put((byte) flags)
			.putInt(stream)
			.put(payload)
			.array();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/** How a caller leaves: the last one ends its stream of HTTP/2 only. */
	enum Leave implements Consumer<TalkClient> {

		FIN, RST, RESET_STREAM;

		@Override
		public void accept(TalkClient client) {
			try {
				switch (this) {
					// What is unread would make a reset of it.
					case FIN -> client.in.skip(client.in.available());
					case RST -> client.socket.setSoLinger(true, 0);
					case RESET_STREAM -> {
						client.resetHttp2();
						return;
					}
				}
				client.socket.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
