package io.github.rpcboot.autoconfigure;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that knows one address only: it keeps its connection as long as it may, and
 * calls again as soon as it has an answer. A refused connection is no failure: nothing
 * was sent.
 */
final class KeepAliveClient implements AutoCloseable {

	private final int port;

	private final byte[] request;

	private final List<Thread> threads = new ArrayList<>();

	private final AtomicInteger answers = new AtomicInteger();

	private final AtomicInteger told = new AtomicInteger();

	private final AtomicInteger closed = new AtomicInteger();

	private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

	private volatile boolean ended;

	KeepAliveClient(int port, String path, String body, int connections) {
		this.port = port;
		this.request = ("POST " + path + " HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: "
				+ body.length() + "\r\n\r\n" + body)
			.getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < connections; i++) {
			Thread thread = new Thread(this::work, "client-" + i);
			thread.setDaemon(true);
			this.threads.add(thread);
		}
	}

	KeepAliveClient start() {
		this.threads.forEach(Thread::start);
		return this;
	}

	private void work() {
		boolean refused = false;
		while (!this.ended && !refused) {
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress("127.0.0.1", this.port), 5000);
				socket.setSoTimeout(10_000);
				useWhileItIsKept(socket);
			}
			catch (ConnectException ex) {
				refused = true;
			}
			catch (IOException ex) {
				this.failures.add(ex.toString());
			}
		}
	}

	private void useWhileItIsKept(Socket socket) throws IOException {
		InputStream in = new BufferedInputStream(socket.getInputStream());
		boolean kept = true;
		while (kept && !this.ended) {
			socket.getOutputStream().write(this.request);
			String head = head(in);
			in.readNBytes(Integer.parseInt(head.replaceFirst("(?s).*content-length: (\\d+).*", "$1")));
			count(head);
			kept = !head.contains("connection: close");
		}
	}

	private void count(String head) {
		if (!head.startsWith("http/1.1 200")) {
			this.failures.add(head);
		}
		this.answers.incrementAndGet();
		if (head.contains("rpc-draining: 1")) {
			this.told.incrementAndGet();
			if (head.contains("connection: close")) {
				this.closed.incrementAndGet();
			}
		}
	}

	private static String head(InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int next = in.read();
			if (next < 0) {
				throw new EOFException("no answer");
			}
			head.write(next);
		}
		return head.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
	}

	int answers() {
		return this.answers.get();
	}

	/** Answers that say that the provider drains. */
	int told() {
		return this.told.get();
	}

	/** Of those, answers that end the connection. */
	int closed() {
		return this.closed.get();
	}

	List<String> failures() {
		return List.copyOf(this.failures);
	}

	/** Waits until all connections were refused. */
	void awaitRefusals() throws InterruptedException {
		for (Thread thread : this.threads) {
			thread.join(30_000);
		}
	}

	@Override
	public void close() {
		this.ended = true;
	}

}
