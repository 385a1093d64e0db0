package io.github.rpcboot.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy on the loopback address that breaks what passes through it, byte for byte
 * as a script says. It chooses a backend per connection, in turn, and goes on to the next
 * one if one refuses: a load balancer, or a service of Kubernetes.
 */
public final class FaultProxy implements AutoCloseable {

	private static final int CONNECT_MILLIS = 1000;

	private final List<Integer> backends;

	private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

	private final List<Long> accepted = new CopyOnWriteArrayList<>();

	private final AtomicInteger next = new AtomicInteger();

	private final AtomicInteger exchanges = new AtomicInteger();

	private final AtomicLong longestRequest = new AtomicLong();

	private final AtomicLong longestResponse = new AtomicLong();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final int port;

	private volatile ServerSocket server;

	private volatile Thread acceptor;

	private volatile FaultScript script = FaultScript.NONE;

	private FaultProxy(List<Integer> backends) {
		this.backends = backends;
		this.server = listen(0);
		this.port = this.server.getLocalPort();
	}

	/**
	 * Starts a proxy without faults.
	 * @param backends the ports of the backends
	 * @return the proxy
	 */
	public static FaultProxy to(Integer... backends) {
		return new FaultProxy(List.of(backends));
	}

	/**
	 * Does what a script says from the next exchange on.
	 * @param script the script
	 * @return this proxy
	 */
	public FaultProxy script(FaultScript script) {
		this.script = script;
		return this;
	}

	/**
	 * Does the same to every exchange from the next one on.
	 * @param fault the fault
	 * @return this proxy
	 */
	public FaultProxy always(Fault fault) {
		return script(FaultScript.always(fault));
	}

	/**
	 * Refuses new connections, and ends those that are open. A listening socket goes on
	 * until the thread has left it that accepts.
	 */
	public void refuse() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		join(this.acceptor);
		endConnections();
	}

	/**
	 * Accepts connections again.
	 */
	public void accept() {
		if (this.server.isClosed()) {
			this.server = listen(this.port);
		}
	}

	/**
	 * Ends all open connections in good order.
	 */
	public void endConnections() {
		this.connections.forEach((connection) -> connection.end(false));
	}

	/**
	 * Lets the open connections stand, and loses everything that is sent on them: what a
	 * firewall does that has forgotten them.
	 */
	public void freezeConnections() {
		this.connections.forEach(ProxiedConnection::freeze);
	}

	/**
	 * Where it listens.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Where it listens.
	 * @return host and port
	 */
	public String address() {
		return "127.0.0.1:" + this.port;
	}

	/**
	 * When connections were accepted, by {@link System#nanoTime()}.
	 * @return a moment per connection
	 */
	public List<Long> accepted() {
		return this.accepted;
	}

	/**
	 * How many connections are open.
	 * @return the number
	 */
	public int open() {
		return this.connections.size();
	}

	/**
	 * How many requests have begun to arrive.
	 * @return the number
	 */
	public int exchanges() {
		return this.exchanges.get();
	}

	/**
	 * The longest request so far.
	 * @return its bytes
	 */
	public long longestRequest() {
		return this.longestRequest.get();
	}

	/**
	 * The longest response so far.
	 * @return its bytes
	 */
	public long longestResponse() {
		return this.longestResponse.get();
	}

	void passed(boolean response, long bytes) {
		(response ? this.longestResponse : this.longestRequest).accumulateAndGet(bytes, Math::max);
	}

	private ServerSocket listen(int port) {
		try {
			ServerSocket socket = new ServerSocket();
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
			this.acceptor = start(() -> acceptAll(socket));
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void acceptAll(ServerSocket socket) {
		while (!socket.isClosed()) {
			try {
				Socket client = socket.accept();
				client.setTcpNoDelay(true);
				this.accepted.add(System.nanoTime());
				int number = this.accepted.size();
				start(() -> serve(client, number, socket));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket client, int number, ServerSocket listener) {
		Socket backend = connect();
		if (backend == null) {
			ProxiedConnection.close(client, false);
			return;
		}
		ProxiedConnection connection = new ProxiedConnection(client, backend, this, number);
		this.connections.add(connection);
		if (listener.isClosed()) {
			connection.end(false);
		}
		Thread responses = start(connection::passResponses);
		connection.passRequests();
		join(responses);
		this.connections.remove(connection);
	}

	Fault faultOf(int connection, int exchange) {
		this.exchanges.incrementAndGet();
		return this.script.fault(connection, exchange);
	}

	/** Waits, unless the proxy is closed meanwhile. */
	boolean pause(Duration time) throws InterruptedException {
		return !this.closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
	}

	private Socket connect() {
		int first = Math.floorMod(this.next.getAndIncrement(), this.backends.size());
		for (int i = 0; i < this.backends.size(); i++) {
			Socket backend = new Socket();
			try {
				backend.setTcpNoDelay(true);
				int port = this.backends.get((first + i) % this.backends.size());
				backend.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
				return backend;
			}
			catch (IOException ex) {
				ProxiedConnection.close(backend, false);
			}
		}
		return null;
	}

	private static Thread start(Runnable task) {
		Thread thread = new Thread(task, "fault-proxy");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
		refuse();
	}

}
