package io.github.rpcboot.discovery;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few daemon threads, made with the first look-up. Several, so that one answer that
 * does not come holds up few others.
 */
final class LookupThreads implements Agenda {

	private static final int THREADS = 4;

	private static final long IDLE_SECONDS = 5;

	private final ScheduledThreadPoolExecutor executor;

	LookupThreads(String prefix) {
		AtomicInteger made = new AtomicInteger();
		this.executor = new ScheduledThreadPoolExecutor(THREADS, (task) -> {
			Thread thread = new Thread(null, task, prefix + made.incrementAndGet(), 0, false);
			thread.setDaemon(true);
			return thread;
		}, new ThreadPoolExecutor.DiscardPolicy());
		this.executor.setRemoveOnCancelPolicy(true);
		this.executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		this.executor.allowCoreThreadTimeOut(true);
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

	@Override
	public Runnable later(long delayNanos, Runnable task) {
		ScheduledFuture<?> future = this.executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
		return () -> future.cancel(false);
	}

	/** A look-up in the name service cannot be interrupted; its thread ends after it. */
	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
