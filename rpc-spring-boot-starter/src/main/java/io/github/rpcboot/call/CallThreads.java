package io.github.rpcboot.call;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
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

	private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

	private static final int PLATFORM_THREADS = 256;

	private static final Executor LATE = VIRTUAL ? new VirtualThreadTaskExecutor("rpc-late-")
			: platform(PLATFORM_THREADS, new LinkedBlockingQueue<>(), "rpc-late-");

	private static final Executor APART = VIRTUAL ? new VirtualThreadTaskExecutor("rpc-apart-")
			: platform(PLATFORM_THREADS, new LinkedBlockingQueue<>(), "rpc-apart-");

	private CallThreads() {
	}

	/**
	 * Makes an executor. Its threads are daemons; it needs no closing.
	 * @param prefix the prefix of the thread names
	 * @return an executor that rejects a task if all its threads are busy
	 */
	public static Executor create(String prefix) {
		return VIRTUAL ? new VirtualThreadTaskExecutor(prefix) : platform(0, new SynchronousQueue<>(), prefix);
	}

	/**
	 * Lets another thread do something, for one that others wait for and that must not be
	 * held, such as the one that looks after all deadlines. It waits its turn where all
	 * threads are busy.
	 * @param task what may block: code of the application's own, or what calls such code
	 */
	public static void apart(Runnable task) {
		APART.execute(task);
	}

	/**
	 * Ends a call whose time is over. What beans do when they are canceled has threads of
	 * its own, so that it holds up no deadline.
	 * @param task the end
	 */
	static void late(Runnable task) {
		LATE.execute(task);
	}

	private static ThreadPoolExecutor platform(int core, BlockingQueue<Runnable> queue, String prefix) {
		CustomizableThreadCreator threads = new CustomizableThreadCreator(prefix);
		threads.setDaemon(true);
		ThreadPoolExecutor executor = new ThreadPoolExecutor(core, PLATFORM_THREADS, 10, TimeUnit.SECONDS, queue,
				threads::createThread);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

}
