package io.github.rpcboot.observability;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.contract.MethodContract;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** What is counted of the calls to one application, beside their observations. */
final class TargetMeters {

	private final String application;

	private final MeterRegistry registry;

	private final AtomicInteger inFlight = new AtomicInteger();

	private final Map<MethodContract, DistributionSummary> attempts = new ConcurrentHashMap<>();

	private final Map<MethodContract, Sizes> sizes = new ConcurrentHashMap<>();

	private final Queue<Meter> gauges = new ConcurrentLinkedQueue<>();

	TargetMeters(String application, MeterRegistry registry) {
		this.application = application;
		this.registry = registry;
		this.gauges.add(Gauge.builder("rpc.client.calls.active", this.inFlight, AtomicInteger::get)
			.description("Calls in flight, those that wait for an attempt included.")
			.tags(target())
			.strongReference(true)
			.register(registry));
	}

	private Tags target() {
		return Tags.of(OpenTelemetryNames.SERVER_ADDRESS, this.application);
	}

	private Tags method(MethodContract method) {
		return target().and(OpenTelemetryNames.METHOD, OpenTelemetryNames.method(method));
	}

	/** Some transports have connections of their own to count, others have none. */
	void connections(Transport transport) {
		if (transport.connections() != null) {
			gauge(transport, "leased", Transport.Connections::leased);
			gauge(transport, "idle", Transport.Connections::idle);
			gauge(transport, "pending", Transport.Connections::pending);
		}
	}

	private void gauge(Transport transport, String state, ToIntFunction<Transport.Connections> figure) {
		this.gauges.add(Gauge.builder("rpc.client.connections", transport, (one) -> {
			Transport.Connections now = one.connections();
			return (now != null) ? figure.applyAsInt(now) : 0;
		})
			.description("Connections that carry a call (leased), that wait for one (idle), and callers that wait for"
					+ " a connection (pending).")
			.tags(target().and("state", state))
			.register(this.registry));
	}

	/** Timers and counters tell of what was; a gauge must not go on. */
	void close() {
		this.gauges.forEach(this.registry::remove);
	}

	void started() {
		this.inFlight.incrementAndGet();
	}

	void ended(RpcCall call) {
		this.inFlight.decrementAndGet();
		this.attempts.computeIfAbsent(call.method(), this::attempts).record(call.attempts().size());
	}

	private DistributionSummary attempts(MethodContract method) {
		return DistributionSummary.builder("rpc.client.call.attempts")
			.description("Attempts of a call; none if it ended before the first.")
			.tags(method(method))
			.register(this.registry);
	}

	void sent(RpcCall call, Endpoint endpoint, int requestBytes, RpcReply reply) {
		Sizes known = this.sizes.get(call.method());
		if (known == null) {
			Tags tags = method(call.method()).and(OpenTelemetryNames.SYSTEM, OpenTelemetryNames.system(endpoint));
			known = this.sizes.computeIfAbsent(call.method(), (key) -> new Sizes("rpc.client", tags, this.registry));
		}
		known.request().record(requestBytes);
		if (reply.failure() == null && !reply.isDecoded()) {
			known.response().record(reply.body().length);
		}
	}

}
