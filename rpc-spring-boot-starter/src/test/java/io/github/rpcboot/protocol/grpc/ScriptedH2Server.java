package io.github.rpcboot.protocol.grpc;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A peer that speaks just enough HTTP/2 to do one thing to every call.
 */
final class ScriptedH2Server implements AutoCloseable {

	private static final int PREFACE = 24;

	private static final int DATA = 0;

	private static final int HEADERS = 1;

	private static final int RST_STREAM = 3;

	private static final int SETTINGS = 4;

	private static final int GOAWAY = 7;

	private static final int ACK = 1;

	private static final int END_STREAM = 1;

	private static final int END_HEADERS = 4;

	private final ServerSocket socket;

	private final Script script;

	private final AtomicInteger requests = new AtomicInteger();

	private ScriptedH2Server(ServerSocket socket, Script script) {
		this.socket = socket;
		this.script = script;
	}

	static ScriptedH2Server start(Script script) {
		return start(script, 0);
	}

	static ScriptedH2Server start(Script script, int port) {
		try {
			ScriptedH2Server server = new ScriptedH2Server(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()),
					script);
			run(server::accept);
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void run(Runnable task) {
		Thread thread = new Thread(task, "scripted-h2");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.socket.getLocalPort();
	}

	/** The requests that have come with all of their message. */
	int requests() {
		return this.requests.get();
	}

	private void accept() {
		try {
			while (true) {
				Socket connection = this.socket.accept();
				run(() -> serve(connection));
			}
		}
		catch (IOException ex) {
			// The test is over.
		}
	}

	private void serve(Socket connection) {
		try (connection) {
			DataInputStream in = new DataInputStream(connection.getInputStream());
			in.readFully(new byte[PREFACE]);
			Peer peer = new Peer(connection, connection.getOutputStream());
			peer.frame(SETTINGS, 0, 0);
			while (true) {
				int head = in.readInt();
				int flags = in.readUnsignedByte();
				int stream = in.readInt();
				in.readFully(new byte[head >>> 8]);
				if ((head & 0xff) == SETTINGS && flags != ACK) {
					peer.frame(SETTINGS, ACK, 0);
				}
				if ((head & 0xff) <= HEADERS && (flags & END_STREAM) != 0) {
					this.requests.incrementAndGet();
					this.script.answer(peer, stream);
				}
			}
		}
		catch (EOFException ex) {
			// The client has gone.
		}
		catch (IOException ex) {
			// So has the test, or the script has ended the connection.
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/** What is done to a request. */
	interface Script {

		void answer(Peer peer, int stream) throws IOException;

	}

	/** The server's end of a connection. */
	record Peer(Socket connection, OutputStream out) {

		void frame(int type, int flags, int stream, byte... payload) throws IOException {
			ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
			frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream).put(payload);
			this.out.write(frame.array());
			this.out.flush();
		}

		void reset(int stream, int code) throws IOException {
			frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
		}

		void goAway(int last, int code) throws IOException {
			frame(GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(last).putInt(code).array());
		}

		/**
		 * Header fields as literals without indexing, whose names and values are short.
		 */
		void headers(int stream, boolean end, String... fields) throws IOException {
			ByteBuffer block = ByteBuffer.allocate(1024);
			for (int i = 0; i < fields.length; i += 2) {
				block.put((byte) 0);
				literal(block, fields[i]);
				literal(block, fields[i + 1]);
			}
			byte[] payload = new byte[block.position()];
			block.flip().get(payload);
			frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, payload);
		}

		private static void literal(ByteBuffer block, String text) {
			block.put((byte) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
		}

		void data(int stream, boolean end, byte... bytes) throws IOException {
			frame(DATA, end ? END_STREAM : 0, stream, bytes);
		}

	}

}
