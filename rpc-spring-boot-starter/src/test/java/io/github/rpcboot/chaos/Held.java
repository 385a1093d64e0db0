package io.github.rpcboot.chaos;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * What this JVM holds: I4 says that a fault leaves nothing behind.
 *
 * @param threads its threads
 * @param descriptors its open files and sockets
 */
record Held(int threads, int descriptors) {

	static final int TOLERANCE = 5;

	static Held now() {
		String[] descriptors = new File("/proc/self/fd").list();
		return new Held(ManagementFactory.getThreadMXBean().getThreadCount(),
				(descriptors != null) ? descriptors.length : 0);
	}

	/** Less than before is no leak. */
	List<String> brokenSince(Held before) {
		List<String> broken = new ArrayList<>();
		if (this.threads > before.threads + TOLERANCE) {
			broken.add("I4 threads: " + before.threads + " before, " + this.threads + " after");
		}
		if (this.descriptors > before.descriptors + TOLERANCE) {
			broken.add("I4 file descriptors: " + before.descriptors + " before, " + this.descriptors + " after");
		}
		return broken;
	}

}
