package io.github.rpcboot.observability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.Probe;
import io.github.rpcboot.protocol.ProbeBean;
import io.github.rpcboot.protocol.TestRpc;
import io.github.rpcboot.protocol.inprocess.InProcessTransport;
import io.github.rpcboot.provider.RemoteServices;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.sdk.trace.data.SpanData;

/** A consumer and a provider in one process, both observed, without an application. */
final class Observed {

	static final Endpoint ENDPOINT = Endpoint.parse("inprocess://local", "the test");

	final TestRpc rpc = new TestRpc();

	final ProbeBean bean = new ProbeBean();

	final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	final ObservationRegistry registry = ObservationRegistry.create();

	final Tracing.Spans spans = new Tracing.Spans();

	final Observability observability;

	final RemoteServices services;

	Observed(RpcInterceptor... ofProvider) {
		this(false, ofProvider);
	}

	/** As an application without a tracer has it. */
	static Observed byTimersAlone() {
		return new Observed(true);
	}

	private Observed(boolean timersAlone, RpcInterceptor... ofProvider) {
		Tracing tracing = new Tracing();
		io.opentelemetry.api.trace.Tracer openTelemetry = tracing.openTelemetryTracer(this.spans);
		Tracer tracer = tracing.tracer(openTelemetry);
		this.registry.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(this.meters))
			.observationHandler(tracing.tracingHandler(tracer, tracing.propagator(openTelemetry)));
		Observability all = Observability.using(this.registry, Observability.openTelemetry())
			.withMeters(this.meters)
			.withTracer(tracer);
		this.observability = timersAlone ? all.withTimersAlone(this.meters, List.of(), List.of()) : all;
		List<RpcInterceptor> chain = new ArrayList<>();
		chain.add(this.observability.incoming());
		chain.add(RemoteServices.refuseUnknown());
		chain.add(RemoteServices.keepDeadline());
		chain.addAll(List.of(ofProvider));
		this.services = RemoteServices.create(chain, List.of(), null);
		this.services.register(this.rpc.contract(Probe.class), "probe", ProbeBean.class, () -> this.bean);
	}

	Probe client(RpcInterceptor... ofConsumer) {
		return client(InProcessTransport.to(this.services, this.rpc.codec()), ENDPOINT, ofConsumer);
	}

	Probe client(Transport transport, Endpoint endpoint, RpcInterceptor... ofConsumer) {
		List<RpcInterceptor> chain = new ArrayList<>();
		chain.add(this.observability.outgoing("shop"));
		chain.addAll(List.of(ofConsumer));
		return this.rpc.client(Probe.class, this.observability.attempts("shop", transport), endpoint,
				Duration.ofSeconds(10), chain.toArray(RpcInterceptor[]::new));
	}

	SpanData span(String name) {
		List<SpanData> found = this.spans.all().stream().filter((span) -> span.getName().equals(name)).toList();
		if (found.size() != 1) {
			throw new AssertionError("Not one span '" + name + "' but " + found + " among " + this.spans.all());
		}
		return found.get(0);
	}

	/** The lines of a metric in Prometheus' format. */
	List<String> metric(String name) {
		return this.meters.scrape()
			.lines()
			.filter((line) -> line.startsWith(name + "{") || line.startsWith(name + " "))
			.toList();
	}

}
