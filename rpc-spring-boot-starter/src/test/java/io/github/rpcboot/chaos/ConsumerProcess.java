package io.github.rpcboot.chaos;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The contract of a consumer's process.
 * <ul>
 * <li>{@code --targets=host:port,host:port --out=FILE} and the options of
 * {@link OpenLoop.Settings}; {@code --warmup=1000} calls with negative ids come
 * first</li>
 * <li>it prints {@code READY}, begins after a line {@code go}, writes a line per call to
 * the file (see {@link CallLog}), and prints {@code DONE} with a summary</li>
 * </ul>
 */
public final class ConsumerProcess {

	private static final int WARM_UP_THREADS = 8;

	private ConsumerProcess() {
	}

	/**
	 * Does all of it.
	 * @param args the arguments of the process
	 * @param factory opens the product's client
	 * @param verdicts says what a failure of the product means
	 * @throws Exception if the run fails
	 */
	public static void run(String[] args, Workload.Factory factory, Function<Throwable, Verdict> verdicts)
			throws Exception {
		Options options = Options.of(args);
		try (Workload workload = factory.open(options)) {
			warmUp(workload, options.number("warmup", 1000));
			print("READY");
			if (!"go".equals(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine())) {
				return;
			}
			String before = held();
			CallLog log = new OpenLoop(OpenLoop.Settings.of(options), verdicts).run(workload);
			log.write(Path.of(options.text("out")));
			print("DONE " + summary(log) + " before{" + before + "} after{" + held() + "} cpu_s=" + cpuSeconds()
					+ " clock_ms=" + System.currentTimeMillis());
		}
	}

	private static void print(String line) {
		System.out.println(line);
		System.out.flush();
	}

	private static void warmUp(Workload workload, int calls) throws InterruptedException {
		ExecutorService threads = Executors.newFixedThreadPool(WARM_UP_THREADS);
		AtomicLong ids = new AtomicLong();
		for (int i = 0; i < calls; i++) {
			threads.execute(() -> warmUp(workload, ids.decrementAndGet()));
		}
		threads.shutdown();
		if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
			throw new IllegalStateException("Warming up took more than a minute");
		}
	}

	private static void warmUp(Workload workload, long id) {
		try {
			if (id % 2 == 0) {
				workload.read(id);
			}
			else {
				workload.write(id);
			}
		}
		catch (Exception ex) {
			print("warm-up: " + ex.getMessage());
		}
	}

	private static String summary(CallLog log) {
		long ok = log.count(CallRecord::ok);
		List<String> parts = new ArrayList<>();
		parts.add("calls=" + log.calls().size());
		parts.add("ok=" + ok);
		parts.add("failed=" + (log.calls().size() - ok));
		parts.add("codes=" + log.codes());
		parts.add("p50_us=" + log.percentileMicros(50));
		parts.add("p99_us=" + log.percentileMicros(99));
		parts.add("max_us=" + log.percentileMicros(100));
		parts.add("latest_start_us=" + log.calls().stream().mapToLong(CallRecord::lateMicros).max().orElse(0));
		return String.join(" ", parts);
	}

	private static double cpuSeconds() {
		return ProcessHandle.current().info().totalCpuDuration().map((time) -> time.toMillis() / 1e3).orElse(0.0);
	}

	private static String held() throws IOException {
		String[] files = new File("/proc/self/fd").list();
		return "threads=" + ManagementFactory.getThreadMXBean().getThreadCount() + " fds="
				+ ((files != null) ? files.length : 0);
	}

}
