package io.github.rpcboot.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Calls by the clock: a call starts at its planned moment, whether the ones before it
 * have returned or not. Each call has a thread of its own; when none is free, the call is
 * counted as one that was not made, and the schedule goes on.
 */
public final class OpenLoop {

	private static final int STANDING_THREADS = 32;

	private final Settings settings;

	private final Function<Throwable, Verdict> verdicts;

	private final Stalls stalls = new Stalls();

	/**
	 * Makes a generator.
	 * @param settings what to call when
	 * @param verdicts says what a failure means
	 */
	public OpenLoop(Settings settings, Function<Throwable, Verdict> verdicts) {
		this.settings = settings;
		this.verdicts = verdicts;
	}

	/**
	 * Makes all calls and waits for the last.
	 * @param workload what to call
	 * @return the calls
	 * @throws InterruptedException if the run is broken off
	 */
	public CallLog run(Workload workload) throws InterruptedException {
		long[] plan = this.settings.plan();
		CallRecord[] calls = new CallRecord[plan.length];
		ThreadPoolExecutor threads = new ThreadPoolExecutor(STANDING_THREADS, this.settings.threads(), 10,
				TimeUnit.SECONDS, new SynchronousQueue<>());
		threads.prestartAllCoreThreads();
		long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
		for (int i = 0; i < plan.length; i++) {
			int index = i;
			long due = start + plan[i];
			Pause.until(due);
			submit(threads, () -> calls[index] = call(workload, index, due, start),
					() -> calls[index] = record(index, due, start, Verdict.NOT_CALLED));
		}
		end(threads);
		this.stalls.close();
		return new CallLog(start, Arrays.asList(calls));
	}

	private static void submit(ExecutorService threads, Runnable call, Runnable otherwise) {
		try {
			threads.execute(call);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			otherwise.run();
		}
	}

	private void end(ThreadPoolExecutor threads) throws InterruptedException {
		threads.shutdown();
		long patience = this.settings.deadline().toSeconds() + 60;
		if (!threads.awaitTermination(patience, TimeUnit.SECONDS)) {
			throw new IllegalStateException(threads.getActiveCount() + " calls never returned");
		}
	}

	private CallRecord call(Workload workload, int index, long due, long start) {
		long id = this.settings.firstId() + index;
		long began = System.nanoTime();
		Verdict verdict = Verdict.SUCCESS;
		try {
			if (this.settings.isWrite(id)) {
				workload.write(id);
			}
			else {
				workload.read(id);
			}
		}
		catch (Throwable ex) {
			verdict = this.verdicts.apply(ex);
		}
		long ended = System.nanoTime();
		boolean late = ended - began > this.settings.deadline().toNanos();
		return new CallRecord(id, this.settings.isWrite(id), (began - start) / 1000, (ended - began) / 1000,
				(began - due) / 1000, late ? this.stalls.nanosBetween(began, ended) / 1000 : 0, verdict);
	}

	private CallRecord record(int index, long due, long start, Verdict verdict) {
		long id = this.settings.firstId() + index;
		return new CallRecord(id, this.settings.isWrite(id), (due - start) / 1000, 0, 0, 0, verdict);
	}

	/**
	 * What to call when.
	 *
	 * @param phases rates, one after the other
	 * @param reads the share of reads, 0 to 1
	 * @param deadline the deadline of a call
	 * @param threads the most threads
	 * @param firstId the id of the first call
	 */
	public record Settings(List<Phase> phases, double reads, Duration deadline, int threads, long firstId) {

		private static final long MIX = 0x9E3779B97F4A7C15L;

		/**
		 * Reads {@code --rate}, {@code --seconds} (or {@code --plan=100x10,1200x60},
		 * calls per second times seconds), {@code --reads}, {@code --deadline-ms},
		 * {@code --threads}, {@code --first-id}.
		 * @param options the arguments of the process
		 * @return the settings
		 */
		public static Settings of(Options options) {
			String simple = options.text("rate", "500") + "x" + options.text("seconds", "60");
			List<Phase> phases = Arrays.stream(options.text("plan", simple).split(",")).map(Phase::parse).toList();
			Duration deadline = Duration.ofMillis(options.number("deadline-ms", 3000));
			double most = phases.stream().mapToDouble(Phase::rate).max().orElse(1);
			int enough = (int) Math.min(6000, 64 + most * (deadline.toMillis() + 500) / 1000);
			return new Settings(phases, options.fraction("reads", 0.5), deadline, options.number("threads", enough),
					Long.parseLong(options.text("first-id", "0")));
		}

		boolean isWrite(long id) {
			return ((id * MIX) >>> 40) / (double) (1 << 24) >= this.reads;
		}

		long[] plan() {
			List<Long> starts = new ArrayList<>();
			double at = 0;
			for (Phase phase : this.phases) {
				long calls = Math.round(phase.rate * phase.seconds);
				for (long i = 0; i < calls; i++) {
					starts.add((long) (at + i * 1e9 / phase.rate));
				}
				at += phase.seconds * 1e9;
			}
			return starts.stream().mapToLong(Long::longValue).toArray();
		}

	}

	/**
	 * A rate for a time.
	 *
	 * @param rate calls per second
	 * @param seconds how long
	 */
	public record Phase(double rate, double seconds) {

		static Phase parse(String text) {
			String[] parts = text.split("x");
			return new Phase(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
		}

	}

}
