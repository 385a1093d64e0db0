package io.github.rpcboot.benchmarks.speed;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/** What this process has used. */
public final class Usage {

	private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private Usage() {
	}

	/**
	 * CPU time of the process.
	 * @return nanoseconds
	 */
	public static long cpuNanos() {
		return SYSTEM.getProcessCpuTime();
	}

	/** All threads together; JDK 21 and later count those that have ended, too. */
	static long allocatedBytes() {
		try {
			Method total = ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
			return (long) total.invoke(THREADS);
		}
		catch (ReflectiveOperationException ex) {
			long sum = 0;
			for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
				sum += Math.max(0, bytes);
			}
			return sum;
		}
	}

	/** How long the compilers have worked, in milliseconds. */
	static long compilationMillis() {
		return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
	}

	/**
	 * Collects, and looks.
	 * @return the bytes of the heap that are left
	 */
	public static long heapAfterFullCollection() {
		System.gc();
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
