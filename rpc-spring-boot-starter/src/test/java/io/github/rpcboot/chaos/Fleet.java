package io.github.rpcboot.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springframework.util.FileSystemUtils;

/**
 * The processes of one row of the fault matrix: providers, consumers, and what they leave
 * in a folder of the row. Other products take part by the system properties
 * {@code rig.provider} and {@code rig.consumer}, which name their main classes.
 */
public final class Fleet implements AutoCloseable {

	static final Duration DEADLINE = Duration.ofSeconds(3);

	private static final Duration START = Duration.ofSeconds(150);

	private final Path folder;

	private final List<Provider> providers = new ArrayList<>();

	private final List<Consumer> consumers = new ArrayList<>();

	private final List<AutoCloseable> others = new ArrayList<>();

	public Fleet(String row) {
		this.folder = Path.of(System.getProperty("chaos.dir", "target/chaos"), "row-" + row).toAbsolutePath();
		try {
			FileSystemUtils.deleteRecursively(this.folder);
			Files.createDirectories(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Starts providers, all at the same time. */
	public List<Provider> providers(int count, String... options) {
		return providersBy(List.of(), count, options);
	}

	List<Provider> providersBy(List<String> prefix, int count, String... options) {
		List<Provider> started = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			started.add(new Provider("provider-" + (char) ('a' + this.providers.size()), prefix, List.of(options)));
			this.providers.add(started.get(i));
		}
		started.forEach(Provider::start);
		started.forEach(Provider::awaitReady);
		return started;
	}

	/** Starts a consumer of all providers. */
	public Consumer consumer(String... options) {
		return consumerOf(addresses(), options);
	}

	public Consumer consumerOf(String targets, String... options) {
		return consumerBy(List.of(), targets, options);
	}

	/** Starts a consumer by way of another program. */
	Consumer consumerBy(List<String> prefix, String targets, String... options) {
		String name = "consumer-" + (this.consumers.size() + 1);
		Consumer consumer = new Consumer(name, prefix, targets, List.of(options));
		this.consumers.add(consumer);
		consumer.jvm.await("READY", START);
		return consumer;
	}

	public <T extends AutoCloseable> T with(T other) {
		this.others.add(other);
		return other;
	}

	String addresses() {
		return this.providers.stream().map(Provider::address).collect(Collectors.joining(","));
	}

	public Ledger ledger() {
		return Ledger.read(this.providers.stream().map((provider) -> provider.ledger).toList());
	}

	Path file(String name) {
		return this.folder.resolve(name);
	}

	List<Path> logs() {
		List<Path> logs = new ArrayList<>();
		this.providers.forEach((provider) -> logs.add(provider.log));
		this.consumers.forEach((consumer) -> logs.add(consumer.jvm.log()));
		return logs;
	}

	/** What each process has used so far. */
	String cpu() {
		List<String> used = new ArrayList<>();
		this.providers.forEach((provider) -> used.add(
				String.format(Locale.ROOT, "%s %.1f s", provider.name, provider.endedCpu + provider.jvm.cpuSeconds())));
		this.consumers.forEach((consumer) -> used.add(consumer.name + " " + consumer.told("cpu_s") + " s"));
		return String.join(", ", used);
	}

	@Override
	public void close() throws Exception {
		for (Consumer consumer : this.consumers) {
			consumer.jvm.close();
		}
		for (Provider provider : this.providers) {
			if (provider.jvm != null) {
				provider.jvm.close();
			}
		}
		for (AutoCloseable other : this.others) {
			other.close();
		}
	}

	/** A provider at an address that it keeps when it is started again. */
	public final class Provider {

		private final String name;

		private final List<String> prefix;

		private final List<String> options;

		private final Path ledger;

		private final Path log;

		private ChildJvm jvm;

		private int port;

		private double endedCpu;

		private Provider(String name, List<String> prefix, List<String> options) {
			this.name = name;
			this.prefix = prefix;
			this.options = options;
			this.ledger = file(name + ".ledger");
			this.log = file(name + ".log");
		}

		void start() {
			List<String> args = new ArrayList<>(
					List.of("--port=" + this.port, "--ledger=" + this.ledger, "--fail-file=" + failFile()));
			args.addAll(this.options);
			this.endedCpu += (this.jvm != null) ? this.jvm.cpuSeconds() : 0;
			String main = System.getProperty("rig.provider", RigProvider.class.getName());
			this.jvm = ChildJvm.start(this.name, this.log, this.prefix, main, args);
		}

		void awaitReady() {
			this.port = Integer.parseInt(this.jvm.await("READY ", START).substring("READY ".length()).strip());
		}

		/** Ends it as a rolling deployment does, and starts it again. */
		public double restart() {
			double seconds = stop();
			start();
			awaitReady();
			return seconds;
		}

		/** Asks it to end and waits for that. */
		public double stop() {
			long asked = this.jvm.terminate();
			this.jvm.awaitEnd(Duration.ofSeconds(40));
			return (System.nanoTime() - asked) / 1e9;
		}

		public ChildJvm jvm() {
			return this.jvm;
		}

		public int port() {
			return this.port;
		}

		String address() {
			return "127.0.0.1:" + this.port;
		}

		Path ledgerFile() {
			return this.ledger;
		}

		/** While it exists the provider answers with a bare 503. */
		Path failFile() {
			return file(this.name + ".fail");
		}

		public Ledger ledger() {
			return Ledger.read(List.of(this.ledger));
		}

		/** When it took a fair share of calls again, after a moment. */
		double secondsUntilBusy(long moment, int perSecond) {
			long[] times = ledger().entries()
				.stream()
				.mapToLong(Ledger.Entry::nanoTime)
				.filter((time) -> time - moment > 0)
				.sorted()
				.toArray();
			for (int i = 0; i + perSecond <= times.length; i++) {
				if (times[i + perSecond - 1] - times[i] <= 1_000_000_000L) {
					return (times[i] - moment) / 1e9;
				}
			}
			return Double.POSITIVE_INFINITY;
		}

		public void fail() {
			try {
				Files.createFile(failFile());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		public void repair() {
			try {
				Files.deleteIfExists(failFile());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	/** A consumer. */
	public final class Consumer {

		private final String name;

		private final Path out;

		private final ChildJvm jvm;

		private String summary = "";

		private long began;

		private Consumer(String name, List<String> prefix, String targets, List<String> options) {
			this.name = name;
			this.out = file(name + ".calls");
			List<String> args = new ArrayList<>(List.of("--targets=" + targets, "--out=" + this.out));
			args.addAll(options);
			if (options.stream().noneMatch((option) -> option.startsWith("--deadline-ms="))) {
				args.add("--deadline-ms=" + DEADLINE.toMillis());
			}
			String main = System.getProperty("rig.consumer", RigConsumer.class.getName());
			this.jvm = ChildJvm.start(name, file(name + ".log"), prefix, main, args);
		}

		public Consumer go() {
			this.jvm.say("go");
			this.began = System.nanoTime();
			return this;
		}

		/** Waits for a moment of the run. */
		public void at(double second) {
			Pause.until(this.began + (long) (second * 1e9));
		}

		public double second() {
			return (System.nanoTime() - this.began) / 1e9;
		}

		public ChildJvm jvm() {
			return this.jvm;
		}

		private String told(String name) {
			return this.summary.replaceFirst(".* " + name + "=(\\S+).*", "$1");
		}

		/** What its wall clock said in the end. */
		long clock() {
			return Long.parseLong(told("clock_ms"));
		}

		/** Waits for the end of the run. */
		public CallLog done() {
			this.summary = this.jvm.await("DONE", Duration.ofSeconds(240));
			System.out.println(this.name + ": " + this.summary);
			return CallLog.read(this.out);
		}

	}

}
