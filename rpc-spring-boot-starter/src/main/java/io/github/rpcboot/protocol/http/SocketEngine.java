package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.Transport;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on blocking channels, for what a call needs and nothing else: a body in
 * memory, connections that are kept. Proxies and the unusual are for other engines.
 */
final class SocketEngine implements HttpEngine {

	private static final long LONGEST_HANDSHAKE_MILLIS = 2000;

	/** A handshake is work: many at once all come too late, and are begun again. */
	private static final int MOST_HANDSHAKES = 16;

	private static final long LOOK_MILLIS = 20;

	private static final long IDLE = TimeUnit.SECONDS.toNanos(4);

	private static final int MOST_URLS = 4096;

	private final Supplier<SSLSocketFactory> factory;

	private final SSLParameters parameters;

	/** An instance that does not answer holds up nobody at the others. */
	private final Map<Route, Semaphore> handshakes = new ConcurrentHashMap<>();

	private final SocketPool pool = new SocketPool(IDLE);

	private final Map<URI, byte[]> begins = new ConcurrentHashMap<>();

	private final Map<Address, Route> routes = new ConcurrentHashMap<>();

	SocketEngine(Supplier<SSLSocketFactory> factory, SSLParameters parameters) {
		this.factory = factory;
		this.parameters = parameters;
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
	}

	@Override
	public Answer send(Request request, Deadline deadline, Cancellation cancellation) throws Failed {
		if (cancellation.isCanceled() || Thread.currentThread().isInterrupted()) {
			throw new Failed(ExchangeFailures.canceled(false));
		}
		Route route = route(request);
		Exchange exchange = new Exchange();
		ExchangeWatch watch = null;
		this.pool.begin();
		try {
			exchange.connection = this.pool.take(route, request.fresh());
			watch = ExchangeWatch.overChannel(deadline, cancellation, exchange::abort);
			return exchange.run(route, request, deadline);
		}
		catch (IOException | RuntimeException ex) {
			boolean over = deadline.isExpired() || (watch != null && watch.isAborted());
			throw new Failed(ExchangeFailures.after(ex, request.url(), exchange.written, over, cancellation));
		}
		finally {
			this.pool.end(route, isOver(watch) ? exchange.end() : exchange.discard());
		}
	}

	/**
	 * Begins an exchange whose messages come and go one by one.
	 * @param request the request; its body is sent at once
	 * @param chunked whether the body follows in chunks instead
	 * @return the exchange, which must be closed
	 * @throws Failed if there is no connection, or the request could not be written
	 */
	SocketExchange open(Request request, boolean chunked, RpcCall call) throws Failed {
		if (call.cancellation().isCanceled() || Thread.currentThread().isInterrupted()) {
			throw new Failed(ExchangeFailures.canceled(false));
		}
		Route route = route(request);
		Exchange exchange = new Exchange();
		ExchangeWatch watch = ExchangeWatch.overChannel(call.deadline(), call.cancellation(), exchange::abort);
		this.pool.begin();
		try {
			SocketConnection connection = exchange.prepare(route, request, chunked, call.deadline());
			IOException broken = exchange.write(connection, request);
			watch.rest();
			return new SocketExchange(connection, watch, !chunked, broken, (whole) -> {
				exchange.answered = whole;
				this.pool.end(route, exchange.end());
			});
		}
		catch (IOException | RuntimeException ex) {
			watch.close();
			this.pool.end(route, exchange.discard());
			boolean over = call.deadline().isExpired() || watch.isLate();
			throw new Failed(ExchangeFailures.after(ex, request.url(), exchange.written, over, call.cancellation()));
		}
	}

	/** Nobody aborts the exchange from here on, and nobody has. */
	private static boolean isOver(@Nullable ExchangeWatch watch) {
		if (watch == null) {
			return false;
		}
		watch.close();
		return !watch.isAborted();
	}

	/** The URLs of calls are few; those of mapped methods have values in them. */
	private Route route(Request request) {
		if (!request.oneOfFew()) {
			return Route.of(request.url(), request.address());
		}
		Address key = new Address(request.url(), request.address());
		Route route = this.routes.get(key);
		if (route == null) {
			route = Route.of(request.url(), request.address());
			bounded(this.routes).put(key, route);
		}
		return route;
	}

	private byte[] begin(Request request) {
		URI url = request.url();
		if (!request.oneOfFew()) {
			return RequestHead.begin(request.method(), url);
		}
		byte[] begin = this.begins.get(url);
		if (begin == null) {
			begin = RequestHead.begin(request.method(), url);
			bounded(this.begins).put(url, begin);
		}
		return begin;
	}

	/** Instances come and go; what is kept of them must not grow for ever. */
	private static <K, V> Map<K, V> bounded(Map<K, V> map) {
		if (map.size() >= MOST_URLS) {
			map.clear();
		}
		return map;
	}

	Transport.Connections connections() {
		return this.pool.count();
	}

	@Override
	public void close() {
		this.pool.close();
	}

	private record Address(URI url, @Nullable InetAddress address) {

		/** Asked in each call, and a URL knows its own. */
		@Override
		public int hashCode() {
			return this.url.hashCode() + ((this.address != null) ? this.address.hashCode() : 0);
		}

	}

	/** One request, on a connection that it finds or makes. */
	private final class Exchange {

		private volatile @Nullable SocketConnection connection;

		private volatile @Nullable SocketChannel channel;

		private volatile boolean aborted;

		private boolean written;

		private boolean answered;

		/** Closes what there is, and what comes later. */
		void abort() {
			this.aborted = true;
			SocketConnection connection = this.connection;
			SocketChannel channel = this.channel;
			if (connection != null) {
				connection.close();
			}
			if (channel != null) {
				SocketConnection.close(channel);
			}
		}

		private SocketConnection connected(Route route, Request request, Deadline deadline) throws IOException {
			SocketConnection connection = this.connection;
			if (connection == null) {
				connection = route.tls() ? openInTurn(route, request, deadline) : open(route, deadline);
				this.connection = connection;
				checkNotOver();
			}
			return connection;
		}

		/** Finds or makes a connection and composes the request; writes nothing yet. */
		SocketConnection prepare(Route route, Request request, boolean chunked, Deadline deadline) throws IOException {
			this.connection = SocketEngine.this.pool.take(route, request.fresh());
			SocketConnection connection = connected(route, request, deadline);
			byte[] begin = begin(request);
			if (chunked) {
				connection.prepareChunks(begin, request);
			}
			else {
				connection.prepare(begin, request);
			}
			// Whoever gave up while a connection was looked for is not called.
			checkNotOver();
			this.written = true;
			return connection;
		}

		Answer run(Route route, Request request, Deadline deadline) throws IOException, Failed {
			SocketConnection connection = connected(route, request, deadline);
			connection.prepare(begin(request), request);
			this.written = true;
			IOException broken = write(connection, request);
			try {
				Answer answer = connection.read(request);
				this.answered = broken == null;
				return answer;
			}
			catch (IOException ex) {
				throw (broken != null) ? broken : ex;
			}
		}

		/** A server may refuse what it has not read, and the refusal is worth reading. */
		private @Nullable IOException write(SocketConnection connection, Request request) {
			try {
				connection.write(request);
				return null;
			}
			catch (IOException ex) {
				return ex;
			}
		}

		/** Whoever has waited may find a connection that is free meanwhile. */
		private SocketConnection openInTurn(Route route, Request request, Deadline deadline) throws IOException {
			Semaphore turns = bounded(SocketEngine.this.handshakes).computeIfAbsent(route,
					(key) -> new Semaphore(MOST_HANDSHAKES, true));
			awaitTurn(turns);
			try {
				SocketConnection free = SocketEngine.this.pool.take(route, request.fresh());
				return (free != null) ? free : open(route, deadline);
			}
			finally {
				turns.release();
			}
		}

		private void awaitTurn(Semaphore turns) throws IOException {
			try {
				while (!turns.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
					checkNotOver();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new ClosedByInterruptException();
			}
		}

		/** What was found or made after the end, the end did not close. */
		private void checkNotOver() throws IOException {
			if (this.aborted) {
				throw new IOException("The exchange was over before it had a connection.");
			}
		}

		private SocketConnection open(Route route, Deadline deadline) throws IOException {
			SocketChannel channel = connect(route, deadline);
			try {
				SSLSocket tls = route.tls() ? secure(channel, route, deadline) : null;
				return new SocketConnection(channel, tls, System.nanoTime() + timeToLive());
			}
			catch (IOException | RuntimeException ex) {
				SocketConnection.close(channel);
				throw ex;
			}
		}

		/** A name may have addresses of which only some are listened to. */
		private SocketChannel connect(Route route, Deadline deadline) throws IOException {
			InetAddress[] addresses = route.addresses();
			for (int i = 0; i < addresses.length - 1; i++) {
				try {
					return connect(addresses[i], route, deadline);
				}
				catch (IOException ex) {
					if (this.aborted || Thread.currentThread().isInterrupted() || deadline.isExpired()) {
						throw ex;
					}
				}
			}
			return connect(addresses[addresses.length - 1], route, deadline);
		}

		private SocketChannel connect(InetAddress address, Route route, Deadline deadline) throws IOException {
			SocketChannel channel = SocketChannel.open();
			this.channel = channel;
			try {
				checkNotOver();
				SocketConnection.connect(channel, address, route.port(), ConnectTime.millis(deadline));
				return channel;
			}
			catch (IOException | RuntimeException ex) {
				SocketConnection.close(channel);
				throw ex;
			}
		}

		private SSLSocket secure(SocketChannel channel, Route route, Deadline deadline) throws IOException {
			SSLSocket tls = (SSLSocket) SocketEngine.this.factory.get()
				.createSocket(channel.socket(), route.host(), route.port(), true);
			tls.setSSLParameters(SocketEngine.this.parameters);
			tls.setSoTimeout((int) Math.min(LONGEST_HANDSHAKE_MILLIS, Math.max(1, deadline.remainingMillis() / 2)));
			tls.startHandshake();
			tls.setSoTimeout(0);
			return tls;
		}

		/** Five minutes, give or take a fifth, so that connections spread anew. */
		private static long timeToLive() {
			return TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(240_000, 360_000));
		}

		/** Gives back what can carry another exchange, and closes everything else. */
		@Nullable SocketConnection end() {
			SocketConnection connection = this.connection;
			return (this.answered && connection != null && connection.isReusable()) ? connection : discard();
		}

		@Nullable SocketConnection discard() {
			abort();
			return null;
		}

	}

}
