package io.github.rpcboot.benchmarks.streams;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.github.rpcboot.benchmarks.speed.Steal;

/**
 * The main program: a server stream of small messages by every variant in turns, each in
 * a server and a client process, or with {@code --memory} what they hold while a reader
 * rests.
 */
public final class Streams {

	private static final int WARM_UP_SECONDS = 6;

	private static final int WARM_UP_MESSAGES = 20_000;

	private final List<Runner> runners = new ArrayList<>();

	private final int count;

	private Streams(int count) {
		this.count = count;
	}

	/**
	 * Measures.
	 * @param args {@code --memory}, or how many messages, how many rounds, and after how
	 * many minutes no further round begins that would take longer
	 * @throws Exception if a process does not start
	 */
	public static void main(String[] args) throws Exception {
		if (List.of(args).contains("--memory")) {
			System.out.print(RestingReaders.measure());
		}
		else {
			Streams streams = new Streams(number(args, 0, 1_000_000));
			System.out.print(streams.measure(number(args, 1, 5), number(args, 2, 5)));
		}
		System.exit(0);
	}

	private static int number(String[] args, int index, int usual) {
		return (args.length > index) ? Integer.parseInt(args[index]) : usual;
	}

	private String measure(int rounds, int minutes) throws IOException {
		try {
			for (Variant variant : Variant.SPEED) {
				this.runners.add(new Runner(variant.start()));
			}
			this.runners.forEach(this::warmUp);
			Steal steal = Steal.begin();
			long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
			for (int round = 0; round < rounds; round++) {
				for (int i = 0; i < this.runners.size(); i++) {
					this.runners.get((i + round) % this.runners.size()).round(this.count, end);
				}
			}
			return header() + steal.report() + report();
		}
		finally {
			this.runners.forEach((runner) -> runner.running.close());
		}
	}

	private void warmUp(Runner runner) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS);
		while (System.nanoTime() < end && runner.failure == null) {
			runner.read(Math.min(this.count, WARM_UP_MESSAGES));
		}
		runner.rounds.clear();
	}

	private String header() {
		return String.format(Locale.ROOT,
				"Java %s, %d CPUs, a server stream of %,d messages, two processes on the loopback address%n",
				Runtime.version(), Runtime.getRuntime().availableProcessors(), this.count);
	}

	private String report() {
		StringBuilder table = new StringBuilder("""

				| | messages/s | least | most | rounds | CPU µs per message: reader | writer | ours ÷ it |
				|---|---|---|---|---|---|---|---|
				""");
		double ours = this.runners.get(0).median(Round::perSecond);
		for (Runner runner : this.runners) {
			table.append(runner.row(ours));
		}
		return table.toString();
	}

	/** A variant and what was seen of it. One that has failed is not asked again. */
	private static final class Runner {

		private final Variant.Running running;

		private final List<Round> rounds = new ArrayList<>();

		private String failure;

		Runner(Variant.Running running) {
			this.running = running;
		}

		/** At least one, and no further one that would end too late. */
		void round(int count, long end) {
			boolean late = !this.rounds.isEmpty()
					&& System.nanoTime() + this.rounds.get(this.rounds.size() - 1).nanos > end;
			if (this.failure == null && !late) {
				read(count);
			}
		}

		void read(int count) {
			try {
				long before = Long.parseLong(Variant.Running.ask(this.running.server(), "cpu"));
				String[] seen = Variant.Running.ask(this.running.client(), "read " + count).split(" ");
				long after = Long.parseLong(Variant.Running.ask(this.running.server(), "cpu"));
				this.rounds.add(new Round(count, Long.parseLong(seen[0]), Long.parseLong(seen[1]), after - before));
				System.err.printf(Locale.ROOT, "%s: %.0f messages/s%n", this.running.variant().title(),
						this.rounds.get(this.rounds.size() - 1).perSecond());
			}
			catch (IOException | RuntimeException ex) {
				this.failure = ex.getMessage();
				System.err.println(this.running.variant().title() + ": " + this.failure);
			}
		}

		double median(ToDoubleFunction<Round> figure) {
			double[] sorted = sorted(figure);
			return (sorted.length > 0) ? (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2 : Double.NaN;
		}

		private double[] sorted(ToDoubleFunction<Round> figure) {
			double[] sorted = this.rounds.stream().mapToDouble(figure).toArray();
			Arrays.sort(sorted);
			return sorted;
		}

		String row(double ours) {
			String title = this.running.variant().title() + ((this.failure != null) ? ": " + this.failure : "");
			double[] speeds = sorted(Round::perSecond);
			if (speeds.length == 0) {
				return "| " + title + " | | | | 0 | | | |\n";
			}
			return String.format(Locale.ROOT, "| %s | %.0f | %.0f | %.0f | %d | %.2f | %.2f | %.2f |%n", title,
					median(Round::perSecond), speeds[0], speeds[speeds.length - 1], speeds.length,
					median(Round::reader), median(Round::writer), ours / median(Round::perSecond));
		}

	}

	/**
	 * One stream.
	 *
	 * @param count messages
	 * @param nanos from the call to the last message
	 * @param readerCpu of the client, in nanoseconds
	 * @param writerCpu of the server, in nanoseconds
	 */
	private record Round(int count, long nanos, long readerCpu, long writerCpu) {

		double perSecond() {
			return this.count * 1e9 / this.nanos;
		}

		double reader() {
			return this.readerCpu / 1e3 / this.count;
		}

		double writer() {
			return this.writerCpu / 1e3 / this.count;
		}

	}

}
