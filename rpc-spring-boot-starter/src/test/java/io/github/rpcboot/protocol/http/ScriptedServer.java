package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on a plain socket that reads a request and then does what the test says, good
 * or bad.
 */
final class ScriptedServer implements AutoCloseable {

	private final ServerSocket server;

	private final Script script;

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final AtomicInteger open = new AtomicInteger();

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final String greeting;

	private final Thread acceptor;

	private volatile long endedAt;

	private ScriptedServer(Script script, String greeting) throws IOException {
		this.script = script;
		this.greeting = greeting;
		this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
		this.acceptor = start(this::accept);
	}

	static ScriptedServer start(Script script) {
		return start(script, "");
	}

	/**
	 * Speaks before it is spoken to, as a server of another protocol may.
	 */
	static ScriptedServer greeting(String greeting) {
		return start(Exchange::hang, greeting);
	}

	private static ScriptedServer start(Script script, String greeting) {
		try {
			return new ScriptedServer(script, greeting);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Answers every request the same way, and keeps the connection.
	 */
	static ScriptedServer answering(String response) {
		return start((exchange) -> exchange.write(response));
	}

	/**
	 * Answers every request the same way, and closes the connection.
	 */
	static ScriptedServer answeringAndClosing(String response) {
		return start((exchange) -> {
			exchange.write(response);
			exchange.close();
		});
	}

	static String response(String status, String contentType, String body) {
		return "HTTP/1.1 " + status + "\r\nContent-Type: " + contentType + "\r\nContent-Length: "
				+ body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
	}

	static String json(String body) {
		return response("200 OK", "application/json", body);
	}

	private static Thread start(Runnable task) {
		Thread thread = new Thread(task, "scripted-server");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				this.sockets.add(socket);
				this.open.incrementAndGet();
				start(() -> serve(socket));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			socket.getOutputStream().write(this.greeting.getBytes(StandardCharsets.UTF_8));
			for (Request request = read(socket.getInputStream()); request != null; request = read(
					socket.getInputStream())) {
				this.requests.add(request);
				this.script.run(new Exchange(request, socket, this.stopped, this.requests.size()));
			}
		}
		catch (Exception ex) {
			// The client or the test has closed the connection, which is no failure here.
		}
		finally {
			this.endedAt = System.nanoTime();
			this.open.decrementAndGet();
		}
	}

	private static Request read(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int value = in.read();
			if (value < 0) {
				return null;
			}
			head.append((char) value);
		}
		List<String> lines = head.toString().strip().lines().toList();
		Request request = new Request(lines.get(0), lines.subList(1, lines.size()), new byte[0]);
		String length = request.header("Content-Length");
		byte[] body = in.readNBytes((length != null) ? Integer.parseInt(length) : 0);
		return new Request(request.line(), request.headers(), body);
	}

	String url() {
		return "http://127.0.0.1:" + port();
	}

	int port() {
		return this.server.getLocalPort();
	}

	List<Request> requests() {
		return this.requests;
	}

	int connections() {
		return this.sockets.size();
	}

	int openConnections() {
		return this.open.get();
	}

	/**
	 * When a connection ended last, by {@link System#nanoTime()}.
	 */
	long endedAt() {
		return this.endedAt;
	}

	/**
	 * A listening socket goes on until the thread has left it that accepts.
	 */
	@Override
	public void close() {
		this.stopped.countDown();
		try {
			this.server.close();
			join(this.acceptor);
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@FunctionalInterface
	interface Script {

		void run(Exchange exchange) throws Exception;

	}

	record Request(String line, List<String> headers, byte[] body) {

		String header(String name) {
			return HeaderLines.first(this.headers, name);
		}

		List<String> all(String name) {
			return HeaderLines.all(this.headers, name);
		}

		String text() {
			return new String(this.body, StandardCharsets.UTF_8);
		}

	}

	/**
	 * One request, and what can be done to its sender.
	 *
	 * @param request what arrived
	 * @param socket the connection
	 * @param stopped the end of the test
	 * @param number how many requests have arrived, this one included
	 */
	record Exchange(Request request, Socket socket, CountDownLatch stopped, int number) {

		void write(String text) throws IOException {
			write(text.getBytes(StandardCharsets.UTF_8));
		}

		void write(byte[] bytes) throws IOException {
			OutputStream out = this.socket.getOutputStream();
			out.write(bytes);
			out.flush();
		}

		/**
		 * Sends one byte after the other, until the peer has gone.
		 */
		void drip(String text, long pauseMillis) throws Exception {
			for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
				write(new byte[] { one });
				if (this.stopped.await(pauseMillis, TimeUnit.MILLISECONDS)) {
					return;
				}
			}
		}

		/**
		 * Answers nothing until the peer closes the connection.
		 */
		void awaitEnd() throws IOException {
			this.socket.getInputStream().read();
		}

		void hang() throws InterruptedException {
			this.stopped.await();
		}

		void close() throws IOException {
			this.socket.close();
		}

	}

}
