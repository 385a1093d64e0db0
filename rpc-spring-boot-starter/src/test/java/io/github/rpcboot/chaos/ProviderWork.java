package io.github.rpcboot.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * What every provider of the rig does for a call, whatever the product: writes its id
 * down, then takes its time. With {@code --capacity=10 --work-ms=25} it has the capacity
 * of 400 calls a second, at no cost of CPU.
 */
public final class ProviderWork {

	private final LedgerFile ledger;

	private final Duration time;

	private final @Nullable Semaphore capacity;

	private final AtomicInteger running = new AtomicInteger();

	private ProviderWork(LedgerFile ledger, Duration time, @Nullable Semaphore capacity) {
		this.ledger = ledger;
		this.time = time;
		this.capacity = capacity;
	}

	/**
	 * Reads {@code --ledger}, {@code --handler-ms}, {@code --capacity} and
	 * {@code --work-ms}.
	 * @param options the arguments of the process
	 * @return the work
	 */
	public static ProviderWork of(Options options) {
		LedgerFile ledger = LedgerFile.append(Path.of(options.text("ledger")));
		int capacity = options.number("capacity", 0);
		if (capacity > 0) {
			return new ProviderWork(ledger, Duration.ofMillis(options.number("work-ms", 25)),
					new Semaphore(capacity, true));
		}
		return new ProviderWork(ledger, Duration.ofMillis(options.number("handler-ms", 5)), null);
	}

	/**
	 * Runs a read.
	 * @param id the id of the call
	 */
	public void read(long id) {
		run(id, false, this.time);
	}

	/**
	 * Runs a write.
	 * @param id the id of the call
	 */
	public void write(long id) {
		run(id, true, this.time);
	}

	/**
	 * Runs a write that takes time of its own.
	 * @param id the id of the call
	 * @param time how long it takes
	 */
	public void slow(long id, Duration time) {
		run(id, true, time);
	}

	/**
	 * The ledger of this process.
	 * @return the ledger
	 */
	public LedgerFile ledger() {
		return this.ledger;
	}

	/**
	 * How many handlers run.
	 * @return the number
	 */
	public int running() {
		return this.running.get();
	}

	private void run(long id, boolean write, Duration time) {
		this.ledger.started(id, write);
		this.running.incrementAndGet();
		try {
			take(time);
		}
		finally {
			this.running.decrementAndGet();
		}
	}

	private void take(Duration time) {
		if (this.capacity == null) {
			Pause.of(time);
			return;
		}
		this.capacity.acquireUninterruptibly();
		try {
			Pause.of(time);
		}
		finally {
			this.capacity.release();
		}
	}

}
