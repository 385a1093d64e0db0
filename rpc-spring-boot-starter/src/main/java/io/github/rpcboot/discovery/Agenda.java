package io.github.rpcboot.discovery;

/** Runs look-ups later, away from the threads of calls. Tests bring their own time. */
interface Agenda extends AutoCloseable {

	/**
	 * The time.
	 * @return nanoseconds of a clock that nobody sets
	 */
	long nanoTime();

	/**
	 * Runs a task once.
	 * @param delayNanos the time until then
	 * @param task the task
	 * @return takes the task back if it has not begun
	 */
	Runnable later(long delayNanos, Runnable task);

	@Override
	void close();

}
