package io.github.rpcboot.protocol.http;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

import io.github.rpcboot.call.OpenStreams;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcEvents.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a provider leaves without losing a call. First it tells its callers, so that those
 * who know another instance go there, and still accepts connections. Then it accepts none
 * and asks callers to close those that are open. It ends as soon as none is. A server
 * that only stops answers a request on an idle connection with the end of the connection,
 * and its caller cannot know whether the method ran.
 *
 * @since 0.1.0
 */
public final class HttpDrain {

	private static final Log logger = LogFactory.getLog(HttpDrain.class);

	private static final long CALM = TimeUnit.SECONDS.toNanos(1);

	/** What was accepted last carries its first request by then. */
	private static final long FIRST_REQUEST = TimeUnit.MILLISECONDS.toNanos(300);

	private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);

	private static final long RECENT = TimeUnit.SECONDS.toNanos(60);

	private final HttpConnections connections;

	private final LongSupplier clock;

	private final LongConsumer sleep;

	private volatile boolean draining;

	/**
	 * A caller that closes its connection while new ones are accepted comes back on one,
	 * and some are lost in the moment in which the listening socket is closed.
	 */
	private volatile boolean closing;

	private final OpenStreams streams = new OpenStreams();

	HttpDrain(LongSupplier clock, LongConsumer sleep) {
		this.connections = new HttpConnections(clock);
		this.clock = clock;
		this.sleep = sleep;
	}

	/**
	 * Makes a drain, for one server.
	 * @return a drain that has not begun
	 */
	public static HttpDrain create() {
		return new HttpDrain(System::nanoTime, HttpDrain::sleep);
	}

	private static void sleep(long nanos) {
		try {
			TimeUnit.NANOSECONDS.sleep(nanos);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Whether anybody would notice.
	 * @return whether a call was in flight in the last minute
	 */
	public boolean isNeeded() {
		return this.connections.idleNanos() < RECENT || this.connections.open() > 0;
	}

	/** Tells callers to go elsewhere, from the next answer on. */
	public void begin() {
		this.draining = true;
	}

	/**
	 * Drains; returns when no connection is open or the time is over.
	 * @param accept the longest time to accept connections
	 * @param serve the longest time to serve connections after that
	 * @param sockets the sockets of the server, {@code null} if it cannot close some of
	 * them alone; it stops after the first step then
	 * @param events is told of each step
	 */
	public void run(Duration accept, Duration serve, @Nullable ServerSockets sockets, RpcEvents events) {
		long began = this.clock.getAsLong();
		begin();
		this.closing = sockets == null;
		events.happened(Kind.DRAIN_STARTED, "", null);
		logger.info("Drain 1/3: every answer tells its caller to go to another instance. New connections are"
				+ " accepted for at most " + seconds(accept.toNanos()) + " s; RPC connections open: at most "
				+ this.connections.open() + ".");
		await(accept, (passed) -> isOver(CALM, sockets));
		if (sockets != null) {
			sockets.closeListening();
			this.closing = true;
			events.happened(Kind.DRAIN_CLOSED, "", null);
			logger.info("Drain 2/3: new connections are refused. Those that are open are served for at most "
					+ seconds(serve.toNanos()) + " s; RPC connections open: at most " + this.connections.open() + ".");
			await(serve, (passed) -> passed >= FIRST_REQUEST && isOver(FIRST_REQUEST, sockets));
		}
		endStreams();
		events.happened(Kind.DRAIN_ENDED, "", null);
		logger.info("Drain 3/3: the web server stops, " + seconds(this.clock.getAsLong() - began)
				+ " s after the beginning; RPC connections open: at most " + open(sockets) + ".");
	}

	/**
	 * Ends the streams that are open, whose callers learn that the provider is
	 * {@code unavailable}, and lets none begin from now on. A stream may have no end of
	 * its own, and the server waits for everything that is open. Waits for nothing
	 * itself.
	 */
	public void endStreams() {
		this.streams.end();
	}

	/** The streams that this server has open. */
	OpenStreams streams() {
		return this.streams;
	}

	private void await(Duration most, LongPredicate over) {
		long began = this.clock.getAsLong();
		while (!Thread.currentThread().isInterrupted()) {
			long passed = this.clock.getAsLong() - began;
			if (passed >= most.toNanos() || over.test(passed)) {
				return;
			}
			this.sleep.accept(Math.min(LOOK_EVERY, most.toNanos() - passed));
		}
	}

	/** Callers who know no other instance may be about to come back. */
	private boolean isOver(long calm, @Nullable ServerSockets sockets) {
		return this.connections.idleNanos() >= calm && open(sockets) == 0;
	}

	private int open(@Nullable ServerSockets sockets) {
		int open = this.connections.open();
		return (open > 0 && sockets != null && sockets.isUnconnected()) ? 0 : open;
	}

	private static String seconds(long nanos) {
		return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
	}

	/**
	 * A request has come.
	 * @param request the request
	 * @return what to do when it is answered
	 */
	Runnable begin(HttpServletRequest request) {
		String id = request.getServletConnection().getConnectionId();
		this.connections.begin(id);
		return () -> this.connections.end(id);
	}

	/** Tells the caller to go elsewhere, if that is the time. */
	void mark(HttpServletRequest request, HttpServletResponse response) {
		if (!this.draining) {
			return;
		}
		response.setHeader(ConnectProtocol.DRAINING, "1");
		if (this.closing) {
			String id = request.getServletConnection().getConnectionId();
			if (request.getProtocol().startsWith("HTTP/1")) {
				response.setHeader("Connection", "close");
				this.connections.closesAtEnd(id);
			}
			else {
				this.connections.endsSoon(id);
			}
		}
	}

}
