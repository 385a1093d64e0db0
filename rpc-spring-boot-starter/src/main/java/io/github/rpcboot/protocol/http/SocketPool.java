package io.github.rpcboot.protocol.http;

import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.rpcboot.call.RpcTimer;
import io.github.rpcboot.call.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The idle connections of each route, the last used first, and how many are in use. What
 * is idle for long is closed from behind, once a second.
 */
final class SocketPool implements AutoCloseable {

	private static final long SWEEP = TimeUnit.SECONDS.toNanos(1);

	private final long idleNanos;

	private final Map<Route, Idle> idle = new ConcurrentHashMap<>();

	private final AtomicInteger inUse = new AtomicInteger();

	private final AtomicBoolean sweeping = new AtomicBoolean();

	private volatile boolean closed;

	SocketPool(long idleNanos) {
		this.idleNanos = idleNanos;
	}

	/** Begins a use, which {@link #end} ends. */
	void begin() {
		this.inUse.incrementAndGet();
	}

	/** An idle connection, if there is one that will do. */
	@Nullable SocketConnection take(Route route, boolean fresh) {
		Idle idle = this.idle.get(route);
		if (idle == null || fresh) {
			return null;
		}
		long now = System.nanoTime();
		for (SocketConnection found = idle.pollFirst(); found != null; found = idle.pollFirst()) {
			if (!found.isPast(now) && !found.isStale(now)) {
				return found;
			}
			found.close();
		}
		return null;
	}

	/**
	 * Ends a use.
	 * @param connection what may be used again, {@code null} if nothing may
	 */
	void end(Route route, @Nullable SocketConnection connection) {
		this.inUse.decrementAndGet();
		if (connection == null) {
			return;
		}
		if (connection.rest(System.nanoTime(), this.idleNanos)) {
			keep(route, connection);
		}
		else {
			connection.close();
		}
	}

	private void keep(Route route, SocketConnection connection) {
		Idle idle = this.idle.get(route);
		if (idle == null) {
			idle = this.idle.computeIfAbsent(route, (key) -> new Idle());
		}
		idle.addFirst(connection);
		if (this.closed || idle.forgotten) {
			closeAll(idle);
		}
		else {
			sweepLater();
		}
	}

	private void sweepLater() {
		if (!this.sweeping.get() && this.sweeping.compareAndSet(false, true)) {
			RpcTimer.later(SWEEP, this::sweep);
		}
	}

	/** Whoever adds a connection while this ends is seen by the last look. */
	private void sweep() {
		long now = System.nanoTime();
		this.idle.forEach((route, idle) -> {
			closeOld(idle, now);
			if (idle.isEmpty()) {
				forget(route, idle);
			}
		});
		this.sweeping.set(false);
		if (this.idle.values().stream().anyMatch((idle) -> !idle.isEmpty())) {
			sweepLater();
		}
	}

	private static void closeOld(Idle idle, long now) {
		for (SocketConnection last = idle.peekLast(); last != null && last.isPast(now); last = idle.peekLast()) {
			if (idle.removeLastOccurrence(last)) {
				last.close();
			}
		}
	}

	/**
	 * Instances come and go. Who adds a connection in this moment sees it, and closes it.
	 */
	private void forget(Route route, Idle idle) {
		idle.forgotten = true;
		this.idle.remove(route, idle);
		closeAll(idle);
	}

	private static void closeAll(Idle idle) {
		for (SocketConnection found = idle.pollFirst(); found != null; found = idle.pollFirst()) {
			found.close();
		}
	}

	Transport.Connections count() {
		return new Transport.Connections(this.inUse.get(), this.idle.values().stream().mapToInt(Deque::size).sum(), 0);
	}

	@Override
	public void close() {
		this.closed = true;
		this.idle.values().forEach(SocketPool::closeAll);
	}

	/** The idle connections of a route. */
	private static final class Idle extends ConcurrentLinkedDeque<SocketConnection> {

		private static final long serialVersionUID = 1L;

		private volatile boolean forgotten;

	}

}
