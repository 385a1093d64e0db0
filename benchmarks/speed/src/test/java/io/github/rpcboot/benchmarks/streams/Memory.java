package io.github.rpcboot.benchmarks.streams;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

import io.github.rpcboot.benchmarks.speed.Usage;

/**
 * What a process holds, in bytes.
 *
 * @param heap what is left after a full collection
 * @param direct direct buffers that the JVM counts
 * @param netty what Netty counts: its arenas, which it takes from the system in pieces of
 * megabytes and keeps
 */
record Memory(long heap, long direct, long netty) {

	private static final List<String> NETTY = List.of("io.netty.util.internal.PlatformDependent",
			"io.grpc.netty.shaded.io.netty.util.internal.PlatformDependent");

	static Memory now() {
		long heap = Usage.heapAfterFullCollection();
		long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.filter((pool) -> pool.getName().equals("direct"))
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
		return new Memory(heap, direct, ofNetty());
	}

	private static long ofNetty() {
		for (String name : NETTY) {
			try {
				return Math.max(0, (long) Class.forName(name).getMethod("usedDirectMemory").invoke(null));
			}
			catch (ReflectiveOperationException ex) {
				// The other one, or none.
			}
		}
		return 0;
	}

	String line() {
		return this.heap + " " + this.direct + " " + this.netty;
	}

	static Memory parse(String line) {
		String[] parts = line.split(" ");
		return new Memory(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
	}

	Memory minus(Memory before) {
		return new Memory(this.heap - before.heap, this.direct - before.direct, this.netty - before.netty);
	}

}
