package io.github.rpcboot.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Providers and a consumer in this JVM, with a {@link FaultProxy} before each provider.
 * Every call is recorded; {@link #settle()} holds them against the invariants.
 */
final class InProcess {

	private static final AtomicLong IDS = new AtomicLong();

	private static final Stalls STALLS = new Stalls();

	private final List<Provider> providers;

	private final List<FaultProxy> proxies;

	private final ConcurrentLinkedQueue<CallRecord> calls = new ConcurrentLinkedQueue<>();

	private final long started = System.nanoTime();

	private final Duration deadline;

	private final String name;

	private final ConfigurableApplicationContext consumer;

	private final BooksWorkload workload;

	private final Held before;

	private InProcess(List<Provider> providers, List<FaultProxy> proxies, Duration deadline, int client,
			ConfigurableApplicationContext consumer) {
		this.providers = providers;
		this.proxies = proxies;
		this.deadline = deadline;
		this.name = RigConsumer.name(client);
		this.consumer = consumer;
		this.workload = new BooksWorkload(RigConsumer.books(consumer, client));
		read();
		this.before = Held.now();
	}

	/**
	 * Starts providers, and a consumer for each deadline: consumers share nothing but the
	 * providers.
	 */
	static List<InProcess> start(Path folder, int count, List<Duration> deadlines, String... settings) {
		return start("http", folder, count, deadlines, settings);
	}

	/** The same over gRPC. */
	static List<InProcess> startOverGrpc(Path folder, int count, List<Duration> deadlines, String... settings) {
		return start("grpc", folder, count, deadlines, settings);
	}

	private static List<InProcess> start(String scheme, Path folder, int count, List<Duration> deadlines,
			String... settings) {
		List<Provider> providers = IntStream.range(0, count)
			.mapToObj((i) -> new Provider(scheme, folder.resolve("ledger-" + IDS.incrementAndGet())))
			.toList();
		Map<String, List<FaultProxy>> proxies = new LinkedHashMap<>();
		List<String> args = new ArrayList<>();
		for (int i = 0; i < deadlines.size(); i++) {
			String target = "--rpc.consumer.targets." + RigConsumer.name(i) + ".";
			proxies.put(RigConsumer.name(i), providers.stream().map(Provider::proxy).toList());
			args.add(target + "timeout=" + deadlines.get(i).toMillis() + "ms");
			Arrays.stream(settings).forEach((setting) -> args.add(target + setting));
		}
		Map<String, String> targets = new LinkedHashMap<>();
		proxies.forEach((name, all) -> targets.put(name,
				all.stream().map((proxy) -> scheme + "://" + proxy.address()).collect(Collectors.joining(","))));
		ConfigurableApplicationContext consumer = RigConsumer.application(targets, 3000)
			.registerShutdownHook(false)
			.run(args.toArray(String[]::new));
		return IntStream.range(0, deadlines.size())
			.mapToObj((i) -> new InProcess(providers, proxies.get(RigConsumer.name(i)), deadlines.get(i), i, consumer))
			.toList();
	}

	Duration deadline() {
		return this.deadline;
	}

	/** As its consumer calls the application. */
	String name() {
		return this.name;
	}

	FaultProxy proxy(int index) {
		return this.proxies.get(index);
	}

	void onAll(Fault fault) {
		this.proxies.forEach((proxy) -> proxy.always(fault));
	}

	/** The next exchange meets the fault, at whichever instance; none after it does. */
	void onNext(Fault fault) {
		ConcurrentLinkedQueue<Fault> once = new ConcurrentLinkedQueue<>(List.of(fault));
		FaultScript script = (connection, exchange) -> {
			Fault next = once.poll();
			return (next != null) ? next : Fault.NONE;
		};
		this.proxies.forEach((proxy) -> proxy.script(script));
	}

	CallRecord read() {
		return call(false);
	}

	CallRecord write() {
		return call(true);
	}

	private CallRecord call(boolean write) {
		long id = IDS.incrementAndGet();
		long began = System.nanoTime();
		Verdict verdict = Verdict.SUCCESS;
		try {
			if (write) {
				this.workload.write(id);
			}
			else {
				this.workload.read(id);
			}
		}
		catch (Throwable ex) {
			verdict = BooksWorkload.verdict(ex);
		}
		long ended = System.nanoTime();
		CallRecord call = new CallRecord(id, write, (began - this.started) / 1000, (ended - began) / 1000, 0,
				STALLS.nanosBetween(began, ended) / 1000, verdict);
		this.calls.add(call);
		return call;
	}

	/** Half reads, half writes, one after the other on each thread. */
	CallLog all(int threads, int count) {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<CallRecord>> futures = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				boolean write = i % 2 == 0;
				futures.add(executor.submit(() -> call(write)));
			}
			List<CallRecord> made = new ArrayList<>();
			for (Future<CallRecord> future : futures) {
				made.add(future.get());
			}
			return new CallLog(this.started, made);
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			executor.shutdownNow();
		}
	}

	Ledger ledger() {
		return Ledger.read(this.providers.stream().map((provider) -> provider.ledger).toList());
	}

	/** How many handlers an instance has started. */
	long runs(int index) {
		return Ledger.read(List.of(this.providers.get(index).ledger)).entries().size();
	}

	/** All faults are over: I1 to I3, I5, I6, and nothing runs any more. */
	void settle(Object plan) {
		onAll(Fault.NONE);
		Awaitility.await("nothing in flight").atMost(Duration.ofSeconds(5)).until(() -> running() == 0);
		CallLog log = new CallLog(this.started, List.copyOf(this.calls));
		this.calls.clear();
		assertThat(Invariants.ofCalls(ledger(), log, this.deadline, Invariants.TOLERANCE)).as("%s", plan).isEmpty();
	}

	void settle() {
		settle("no plan");
	}

	private int running() {
		return this.providers.stream().mapToInt((provider) -> provider.work().running()).sum();
	}

	/** I4: without a connection that is open or idle, all is as before the first call. */
	void awaitIdle() {
		Awaitility.await("threads and descriptors as before")
			.atMost(Duration.ofSeconds(8))
			.untilAsserted(() -> assertThat(Held.now().brokenSince(this.before)).isEmpty());
	}

	/** Ends all of them. */
	static void close(List<InProcess> all) {
		all.get(0).consumer.close();
		all.forEach((one) -> one.proxies.forEach(FaultProxy::close));
		all.get(0).providers.forEach((provider) -> provider.context.close());
	}

	/** A provider whose threads are all there from the start. */
	private static final class Provider {

		private final String scheme;

		private final Path ledger;

		private final ConfigurableApplicationContext context;

		Provider(String scheme, Path ledger) {
			this.scheme = scheme;
			this.ledger = ledger;
			String[] args = { "--ledger=" + ledger, "--handler-ms=0", "--server.tomcat.threads.max=40",
					"--server.tomcat.threads.min-spare=40", "--spring.grpc.server.enabled=" + scheme.equals("grpc"),
					"--spring.grpc.server.address=127.0.0.1", "--spring.grpc.server.port=0",
					"--spring.grpc.server.shutdown.grace-period=5" };
			this.context = RigProvider.application(args).registerShutdownHook(false).run(args);
		}

		ProviderWork work() {
			return this.context.getBean(ProviderWork.class);
		}

		FaultProxy proxy() {
			boolean grpc = this.scheme.equals("grpc");
			return FaultProxy
				.to(grpc ? this.context.getBean(GrpcServerLifecycle.class).getPort() : RigProvider.port(this.context));
		}

	}

}
