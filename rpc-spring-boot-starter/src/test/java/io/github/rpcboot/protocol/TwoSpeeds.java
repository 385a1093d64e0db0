package io.github.rpcboot.protocol;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

import com.sun.management.OperatingSystemMXBean;
import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.consumer.RemoteTarget;
import io.github.rpcboot.observability.Observability;
import io.github.rpcboot.protocol.http.HttpTransport;
import io.github.rpcboot.provider.RemoteServices;
import io.github.rpcboot.resilience.PickerSettings;
import io.github.rpcboot.resilience.Resilience;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * What the mechanisms cost: CPU per call of consumer and provider together, over HTTP on
 * loopback, with all mechanisms against without any, in turns in one process. With
 * metrics as a third lane, as an application without a tracer has them, and with the
 * observations of one with a listener of its own as a fourth, and with a tracer as a
 * fifth.
 */
public final class TwoSpeeds {

	private static final int ROUNDS = 21;

	private static final int CALLS = 8000;

	private static final int THREADS = 8;

	private TwoSpeeds() {
	}

	public static void main(String[] args) throws InterruptedException {
		TestRpc rpc = new TestRpc();
		PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		Observability observed = Observability.using(observations, Observability.openTelemetry()).withMeters(meters);
		Observability timed = observed.withTimersAlone(meters, List.of(), List.of());
		try (Lane without = new Lane(rpc, false, null);
				Lane with = new Lane(rpc, true, null);
				Lane metered = new Lane(rpc, true, timed);
				Lane seen = new Lane(rpc, true, observed);
				Lane traced = new Lane(rpc, true, traced(meters))) {
			List<Lane> lanes = List.of(without, with, metered, seen, traced);
			for (int round = -5; round < ROUNDS; round++) {
				for (Lane lane : lanes) {
					lane.measure(round >= 0);
				}
			}
			print("without the mechanisms", without, without);
			print("with all of them", with, without);
			print("and with Prometheus", metered, without);
			print("and with observations to Prometheus", seen, without);
			print("and with spans, a tenth sampled", traced, without);
		}
		System.exit(0);
	}

	/** As Spring Boot sets OpenTelemetry up; nothing is exported. */
	private static Observability traced(PrometheusMeterRegistry meters) {
		io.opentelemetry.api.trace.Tracer openTelemetry = SdkTracerProvider.builder()
			.setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(0.1)))
			.build()
			.get("two speeds");
		Tracer tracer = new OtelTracer(openTelemetry, new OtelCurrentTraceContext(), (event) -> {
		});
		Propagator propagator = new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()),
				openTelemetry);
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(meters))
			.observationHandler(new FirstMatchingCompositeObservationHandler(
					new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
					new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
					new DefaultTracingObservationHandler(tracer)));
		return Observability.using(observations, Observability.openTelemetry()).withMeters(meters).withTracer(tracer);
	}

	private static void print(String name, Lane lane, Lane base) {
		double[] ratios = new double[ROUNDS];
		for (int i = 0; i < ROUNDS; i++) {
			ratios[i] = lane.micros.get(i) / base.micros.get(i);
		}
		Arrays.sort(ratios);
		System.out.printf(Locale.ROOT, "%-36s median %.1f µs CPU per call, ratio %.3f (%.3f to %.3f)%n", name,
				median(lane.micros), ratios[ROUNDS / 2], ratios[ROUNDS / 4], ratios[ROUNDS * 3 / 4]);
	}

	private static double median(List<Double> values) {
		return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
	}

	/** What is called. */
	public interface Items {

		@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
		Item item(long id);

	}

	/**
	 * What it answers.
	 *
	 * @param id the id
	 * @param name some text
	 * @param tags some more
	 */
	public record Item(long id, String name, List<String> tags) {
	}

	private static final class Lane implements AutoCloseable {

		private static final OperatingSystemMXBean CPU = (OperatingSystemMXBean) ManagementFactory
			.getOperatingSystemMXBean();

		private final RpcTomcat first;

		private final RpcTomcat second;

		private final Transport transport;

		private final Items items;

		private final List<Double> micros = new ArrayList<>();

		Lane(TestRpc rpc, boolean mechanisms, @Nullable Observability observed) {
			RemoteServices services = services(rpc, mechanisms, observed);
			this.first = RpcTomcat.start(rpc, services);
			this.second = RpcTomcat.start(rpc, services);
			this.transport = HttpClients.sockets(rpc,
					new HttpTransport.Settings("/rpc", false, rpc.limits().responseBytes()));
			RemoteTarget target = target(rpc, mechanisms, observed);
			this.items = new RemoteReferences(rpc.parser(), (value, type) -> target, List.of()).get(Items.class, "x");
		}

		private static RemoteServices services(TestRpc rpc, boolean mechanisms, @Nullable Observability observed) {
			List<RpcInterceptor> chain = new ArrayList<>();
			if (observed != null) {
				chain.add(observed.incoming());
			}
			chain.add(RemoteServices.refuseUnknown());
			if (mechanisms) {
				chain.add(RemoteServices.admit(
						new RemoteServices.Admission(54, Duration.ofMillis(500), false, (service) -> 0),
						RpcEvents.NONE));
			}
			chain.add(RemoteServices.keepDeadline());
			RemoteServices services = RemoteServices.create(chain, List.of(), null);
			Items bean = (id) -> new Item(id, "an item with a name", List.of("one", "two", "three"));
			services.register(rpc.contract(Items.class), "items", bean.getClass(), () -> bean);
			return services;
		}

		private RemoteTarget target(TestRpc rpc, boolean mechanisms, @Nullable Observability observed) {
			List<Endpoint> endpoints = List.of(this.first.endpoint(), this.second.endpoint());
			Resilience resilience = Resilience.of("x", () -> endpoints, RpcEvents.NONE);
			EndpointPicker picker = mechanisms ? resilience.picker(PickerSettings.DEFAULT) : new Alternately();
			Transport used = (observed != null) ? observed.attempts("x", this.transport) : this.transport;
			List<RpcInterceptor> chain = new ArrayList<>();
			if (observed != null) {
				chain.add(observed.outgoing("x"));
			}
			if (mechanisms) {
				chain.add(resilience.limit(1024, "the test"));
				chain.add(resilience.retries((method) -> 3, 0.2));
			}
			RpcHandler attempt = RemoteTarget.attempt("x", () -> endpoints, picker, used);
			return new RemoteTarget("x", RpcHandler.chain(chain, attempt),
					(method) -> new RemoteTarget.CallSettings(Duration.ofSeconds(3), "the test"), rpc.codec());
		}

		void measure(boolean counts) throws InterruptedException {
			CountDownLatch done = new CountDownLatch(THREADS);
			long before = CPU.getProcessCpuTime();
			for (int i = 0; i < THREADS; i++) {
				new Thread(() -> call(done)).start();
			}
			done.await();
			if (counts) {
				this.micros.add((CPU.getProcessCpuTime() - before) / 1000.0 / CALLS);
			}
		}

		private void call(CountDownLatch done) {
			try {
				for (int i = 0; i < CALLS / THREADS; i++) {
					if (this.items.item(i).id() != i) {
						throw new IllegalStateException("A crossed answer");
					}
				}
			}
			finally {
				done.countDown();
			}
		}

		@Override
		public void close() {
			this.transport.close();
			this.first.close();
			this.second.close();
		}

	}

	/** The least that a picker can do. */
	private static final class Alternately implements EndpointPicker {

		private int turn;

		@Override
		public Endpoint pick(List<Endpoint> endpoints, Collection<Endpoint> tried) {
			return endpoints.get(this.turn++ & 1);
		}

		@Override
		public void finished(Endpoint endpoint, AttemptOutcome outcome) {
		}

	}

}
