package io.github.rpcboot.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * How much of the time a virtual machine was ready to run and was not let: what others on
 * the same host took. Figures of such a time say little.
 */
public final class Steal {

	private static final Path STAT = Path.of("/proc/stat");

	/** Its place among the figures of a line: behind user, nice, system and five more. */
	private static final int STOLEN = 7;

	/** Guests are counted as user time already. */
	private static final int FIGURES = 8;

	private static final double MUCH = 0.05;

	private final long[] before;

	private Steal(long[] before) {
		this.before = before;
	}

	/**
	 * Begins.
	 * @return to be asked at the end
	 */
	public static Steal begin() {
		return new Steal(read());
	}

	/**
	 * Tells what others took since the beginning.
	 * @return in words; nothing where the system does not tell
	 */
	public String report() {
		long[] now = read();
		if (now.length < FIGURES || this.before.length < FIGURES) {
			return "";
		}
		long all = 0;
		for (int i = 0; i < FIGURES; i++) {
			all += now[i] - this.before[i];
		}
		double part = (double) (now[STOLEN] - this.before[STOLEN]) / Math.max(1, all);
		return String.format(Locale.ROOT, "Others took %.1f %% of the time of these CPUs.%s%n", 100 * part,
				(part > MUCH) ? " **The figures say little: measure again.**" : "");
	}

	private static long[] read() {
		try {
			String first = Files.readAllLines(STAT).get(0);
			return Arrays.stream(first.trim().split("\\s+")).skip(1).mapToLong(Long::parseLong).toArray();
		}
		catch (IOException | RuntimeException ex) {
			return new long[0];
		}
	}

}
