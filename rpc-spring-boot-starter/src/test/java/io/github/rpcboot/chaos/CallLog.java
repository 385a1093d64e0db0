package io.github.rpcboot.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The calls of one run.
 *
 * @param startNanos the moment that the starts of the calls count from, by the clock that
 * all processes of a machine share
 * @param calls the calls, in the order of their plan
 */
public record CallLog(long startNanos, List<CallRecord> calls) {

	private static final String HEAD = "#start ";

	/**
	 * Reads what {@link #write(Path)} wrote.
	 * @param file the file
	 * @return the calls
	 */
	public static CallLog read(Path file) {
		try {
			List<String> lines = Files.readAllLines(file);
			List<CallRecord> calls = new ArrayList<>(lines.size());
			lines.stream().skip(1).map(CallRecord::parse).forEach(calls::add);
			return new CallLog(Long.parseLong(lines.get(0).substring(HEAD.length())), calls);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Writes a line per call.
	 * @param file the file
	 */
	public void write(Path file) {
		try (BufferedWriter out = Files.newBufferedWriter(file)) {
			out.write(HEAD + this.startNanos + "\n");
			for (CallRecord call : this.calls) {
				out.write(call.line());
				out.write('\n');
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Some of the calls.
	 * @param condition which ones
	 * @return a log of those
	 */
	public CallLog only(Predicate<CallRecord> condition) {
		return new CallLog(this.startNanos, this.calls.stream().filter(condition).toList());
	}

	/**
	 * The calls that began in a span of time.
	 * @param fromSeconds the first second of the run
	 * @param toSeconds the second behind the last
	 * @return a log of those
	 */
	public CallLog between(double fromSeconds, double toSeconds) {
		return only((call) -> call.startMicros() >= fromSeconds * 1e6 && call.startMicros() < toSeconds * 1e6);
	}

	/**
	 * Counts calls.
	 * @param condition which ones
	 * @return how many
	 */
	public long count(Predicate<CallRecord> condition) {
		return this.calls.stream().filter(condition).count();
	}

	/**
	 * A percentile of the durations.
	 * @param percent for example 99
	 * @return microseconds, 0 without calls
	 */
	public long percentileMicros(double percent) {
		long[] durations = this.calls.stream().mapToLong(CallRecord::durationMicros).sorted().toArray();
		if (durations.length == 0) {
			return 0;
		}
		return durations[(int) Math.min(durations.length - 1L, (long) Math.ceil(durations.length * percent / 100))];
	}

	/**
	 * The failures by their codes.
	 * @return codes with their counts
	 */
	public Map<String, Long> codes() {
		Map<String, Long> codes = new TreeMap<>();
		this.calls.stream()
			.filter((call) -> !call.ok())
			.forEach((call) -> codes.merge(call.verdict().code(), 1L, Long::sum));
		return codes;
	}

	/**
	 * The second of the run of a moment.
	 * @param nanoTime by {@link System#nanoTime()} of any process of this machine
	 * @return seconds from the start
	 */
	public double second(long nanoTime) {
		return (nanoTime - this.startNanos) / 1e9;
	}

}
