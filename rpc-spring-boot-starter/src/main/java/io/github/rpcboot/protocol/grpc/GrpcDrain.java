package io.github.rpcboot.protocol.grpc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import io.github.rpcboot.call.OpenStreams;

/**
 * How a gRPC provider leaves without losing a call. First every answer tells its caller
 * to go elsewhere, and calls are still taken. The rest is the server's: it accepts no
 * connection any more, asks callers to close those that are open (GOAWAY), and serves the
 * calls that are in flight.
 *
 * @since 0.1.0
 */
public final class GrpcDrain {

	private static final long CALM = TimeUnit.SECONDS.toNanos(1);

	private static final long RECENT = TimeUnit.SECONDS.toNanos(60);

	private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);

	private final LongSupplier clock;

	private final LongConsumer sleep;

	private final AtomicInteger inFlight = new AtomicInteger();

	private final OpenStreams streams = new OpenStreams();

	private final UntakenEnds untaken = new UntakenEnds();

	private volatile boolean draining;

	private volatile boolean used;

	private volatile long lastUse;

	private volatile long began;

	GrpcDrain(LongSupplier clock, LongConsumer sleep) {
		this.clock = clock;
		this.sleep = sleep;
	}

	/**
	 * Makes a drain, for one server.
	 * @return a drain that has not begun
	 */
	public static GrpcDrain create() {
		return new GrpcDrain(System::nanoTime, GrpcDrain::sleep);
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
		return this.inFlight.get() > 0 || idleNanos() < RECENT;
	}

	/** Tells callers to go elsewhere, from the next answer on. */
	public void begin() {
		this.began = this.clock.getAsLong();
		this.draining = true;
	}

	/**
	 * Takes calls until no caller comes back.
	 * @param most the longest time, counted from {@link #begin()}
	 */
	public void await(Duration most) {
		while (this.draining && !Thread.currentThread().isInterrupted() && !isCalm()) {
			long left = most.toNanos() - (this.clock.getAsLong() - this.began);
			if (left <= 0) {
				return;
			}
			this.sleep.accept(Math.min(LOOK_EVERY, left));
		}
	}

	private boolean isCalm() {
		return this.inFlight.get() == 0 && idleNanos() >= CALM;
	}

	private long idleNanos() {
		return this.used ? this.clock.getAsLong() - this.lastUse : Long.MAX_VALUE;
	}

	/**
	 * The calls that are being handled.
	 * @return their number
	 */
	public int inFlight() {
		return this.inFlight.get();
	}

	/**
	 * Ends the streams that are open, whose callers learn that the provider is
	 * {@code unavailable}, and lets none begin from now on. A stream may have no end of
	 * its own, and the server waits for everything that is open. Whoever does not take
	 * the end of a stream within a second is reset. Waits for nothing itself.
	 */
	public void endStreams() {
		this.streams.end();
		this.untaken.stop();
	}

	/** The streams that this server has open. */
	OpenStreams streams() {
		return this.streams;
	}

	/** The streams that are over, whose callers have not taken the end yet. */
	UntakenEnds untaken() {
		return this.untaken;
	}

	boolean isDraining() {
		return this.draining;
	}

	/** A call has come. */
	void started() {
		this.inFlight.incrementAndGet();
		touch();
	}

	/** A call is over. */
	void ended() {
		this.inFlight.decrementAndGet();
		touch();
	}

	private void touch() {
		this.lastUse = this.clock.getAsLong();
		this.used = true;
	}

}
