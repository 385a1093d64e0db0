package io.github.rpcboot.call;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.CustomizableThreadCreator;

/**
 * Threads for calls that must not hold their caller's: asynchronous and in-process ones.
 * A virtual thread per call on Java 21 and later, at most 256 platform threads before.
 *
 * @since 0.1.0
 */
public final class CallThreads {

	private static final int PLATFORM_THREADS = 256;

	private CallThreads() {
	}

	/**
	 * Makes an executor. Its threads are daemons; it needs no closing.
	 * @param prefix the prefix of the thread names
	 * @return an executor that rejects a task if all its threads are busy
	 */
	public static Executor create(String prefix) {
		return (Runtime.version().feature() >= 21) ? new VirtualThreadTaskExecutor(prefix) : platform(prefix);
	}

	private static Executor platform(String prefix) {
		CustomizableThreadCreator threads = new CustomizableThreadCreator(prefix);
		threads.setDaemon(true);
		return new ThreadPoolExecutor(0, PLATFORM_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
				threads::createThread);
	}

}
