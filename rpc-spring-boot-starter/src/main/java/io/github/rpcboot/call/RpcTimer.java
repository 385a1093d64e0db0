package io.github.rpcboot.call;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does things at a time of their own that nothing else tells: a sweep of idle
 * connections, the end of a drain, a second attempt. What nearly always ends before its
 * time, such as a call, is a {@link RpcWatch} instead. One daemon thread serves all
 * applications of a class loader. It ends after ten idle seconds, so that an application
 * that is undeployed does not stay behind in it.
 *
 * @since 0.1.0
 */
public final class RpcTimer {

	private static final long IDLE_SECONDS = 10;

	private static final ScheduledThreadPoolExecutor THREAD = thread();

	private RpcTimer() {
	}

	private static ScheduledThreadPoolExecutor thread() {
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "rpc-timer");
			thread.setDaemon(true);
			thread.setContextClassLoader(null);
			return thread;
		});
		executor.setRemoveOnCancelPolicy(true);
		executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	/**
	 * Runs a task once.
	 * @param delayNanos the time until then, in nanoseconds; none if negative
	 * @param task must neither block nor take long, since all others wait for it
	 * @return takes the task back, if it has not begun
	 */
	public static Runnable later(long delayNanos, Runnable task) {
		ScheduledFuture<?> future = THREAD.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
		return () -> future.cancel(false);
	}

}
