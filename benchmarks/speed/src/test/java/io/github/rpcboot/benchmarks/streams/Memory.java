package io.github.rpcboot.benchmarks.streams;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

import io.github.rpcboot.benchmarks.speed.Usage;

/**
 * What a process holds, in bytes.
 *
 * @param heap what is left after a full collection
 * @param direct outside the heap: buffers that the JVM counts, and the arenas of Netty,
 * which takes them in pieces of megabytes and keeps them
 */
record Memory(long heap, long direct) {

	private static final List<String> NETTY = List.of("io.netty.util.internal.PlatformDependent",
			"io.grpc.netty.shaded.io.netty.util.internal.PlatformDependent");

	static Memory now() {
		long heap = Usage.heapAfterFullCollection();
		long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.filter((pool) -> pool.getName().equals("direct"))
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
		return new Memory(heap, withNetty(direct));
	}

	/** Netty's memory is counted by the JVM as well, or by Netty only. */
	private static long withNetty(long direct) {
		for (String name : NETTY) {
			try {
				Class<?> platform = Class.forName(name);
				long netty = (long) platform.getMethod("usedDirectMemory").invoke(null);
				boolean apart = (boolean) platform.getMethod("useDirectBufferNoCleaner").invoke(null);
				return apart ? direct + netty : Math.max(direct, netty);
			}
			catch (ReflectiveOperationException ex) {
				// The other one, or none.
			}
		}
		return direct;
	}

	String line() {
		return this.heap + " " + this.direct;
	}

	static Memory parse(String line) {
		String[] parts = line.split(" ");
		return new Memory(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
	}

}
