package io.github.rpcboot.protocol.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The connections that calls have come through, for as long as they may be open. Nobody
 * tells when one is closed, so that follows from its use: a client of ours closes what it
 * has not used for 4 s, and what was answered with {@code Connection: close} is gone.
 */
final class HttpConnections {

	/** The 4 s of our client, and some more. */
	private static final long GONE_AFTER = TimeUnit.MILLISECONDS.toNanos(4_500);

	private static final long TOLD_GONE_AFTER = TimeUnit.SECONDS.toNanos(1);

	private static final int SWEEP_FROM = 1024;

	private final ConcurrentMap<String, Connection> byId = new ConcurrentHashMap<>();

	private final AtomicInteger sweepAt = new AtomicInteger(SWEEP_FROM);

	private final LongSupplier clock;

	private volatile long lastUse;

	private volatile boolean used;

	HttpConnections(LongSupplier clock) {
		this.clock = clock;
	}

	/** A request has come. */
	void begin(String id) {
		this.byId.compute(id, (key, known) -> {
			Connection connection = (known != null) ? known : new Connection();
			connection.requests++;
			return connection;
		});
		touch();
		if (this.byId.size() >= this.sweepAt.get()) {
			sweep();
		}
	}

	/** The answer to its request ends the connection. */
	void closesAtEnd(String id) {
		this.byId.computeIfPresent(id, (key, connection) -> {
			connection.closes = true;
			return connection;
		});
	}

	/**
	 * The server has told the caller of a multiplexed connection by a frame of its own.
	 */
	void endsSoon(String id) {
		this.byId.computeIfPresent(id, (key, connection) -> {
			connection.goneAfter = TOLD_GONE_AFTER;
			return connection;
		});
	}

	/** A request is answered. */
	void end(String id) {
		long now = touch();
		this.byId.computeIfPresent(id, (key, connection) -> {
			connection.requests--;
			connection.lastUse = now;
			return connection.closes ? null : connection;
		});
	}

	private long touch() {
		long now = this.clock.getAsLong();
		this.lastUse = now;
		this.used = true;
		return now;
	}

	/**
	 * The time since the last request came or was answered.
	 * @return nanoseconds, {@link Long#MAX_VALUE} if there was none
	 */
	long idleNanos() {
		return this.used ? this.clock.getAsLong() - this.lastUse : Long.MAX_VALUE;
	}

	int open() {
		long now = this.clock.getAsLong();
		int open = 0;
		for (Connection connection : this.byId.values()) {
			if (connection.isOpen(now)) {
				open++;
			}
		}
		return open;
	}

	/** Forgets what is closed, each time that twice as much is known as was kept. */
	private void sweep() {
		this.sweepAt.set(Integer.MAX_VALUE);
		long now = this.clock.getAsLong();
		for (String id : this.byId.keySet()) {
			this.byId.computeIfPresent(id, (key, connection) -> keep(connection, now));
		}
		this.sweepAt.set(Math.max(SWEEP_FROM, 2 * this.byId.size()));
	}

	private static @Nullable Connection keep(Connection connection, long now) {
		return connection.isOpen(now) ? connection : null;
	}

	int known() {
		return this.byId.size();
	}

	/** Changed under the lock of its entry only, and read by anybody. */
	private static final class Connection {

		private volatile int requests;

		private volatile boolean closes;

		private volatile long goneAfter = GONE_AFTER;

		private volatile long lastUse;

		boolean isOpen(long now) {
			return this.requests > 0 || now - this.lastUse < this.goneAfter;
		}

	}

}
