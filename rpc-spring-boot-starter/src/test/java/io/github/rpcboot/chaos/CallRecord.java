package io.github.rpcboot.chaos;

import java.util.Locale;

/**
 * One call, as its caller saw it: one line of a file, fields parted by tabs.
 *
 * @param id its id
 * @param write whether it must not run twice
 * @param startMicros when it began, from the start of the run
 * @param durationMicros how long it took
 * @param lateMicros how much later than planned it began
 * @param stalledMicros how much of that time this process did not run at all
 * @param verdict how it ended
 */
public record CallRecord(long id, boolean write, long startMicros, long durationMicros, long lateMicros,
		long stalledMicros, Verdict verdict) {

	private static final int FIELDS = 10;

	/**
	 * Whether it succeeded.
	 * @return whether it did
	 */
	public boolean ok() {
		return Verdict.OK.equals(this.verdict.code());
	}

	/**
	 * Whether nothing was called, for want of a thread.
	 * @return whether nothing was
	 */
	public boolean notCalled() {
		return Verdict.NO_THREAD.equals(this.verdict.code());
	}

	String line() {
		String message = this.verdict.message().replaceAll("[\\t\\r\\n]+", " ");
		return String.format(Locale.ROOT, "%d\t%s\t%d\t%d\t%s\t%b\t%d\t%d\t%d\t%s", this.id, this.write ? "w" : "r",
				this.startMicros, this.durationMicros, this.verdict.code(), this.verdict.mayHaveExecuted(),
				this.verdict.attempts(), this.lateMicros, this.stalledMicros, message);
	}

	static CallRecord parse(String line) {
		String[] fields = line.split("\t", FIELDS);
		Verdict verdict = new Verdict(fields[4], Boolean.parseBoolean(fields[5]), Integer.parseInt(fields[6]),
				fields[9]);
		return new CallRecord(Long.parseLong(fields[0]), fields[1].equals("w"), Long.parseLong(fields[2]),
				Long.parseLong(fields[3]), Long.parseLong(fields[7]), Long.parseLong(fields[8]), verdict);
	}

}
