package io.github.rpcboot.observability;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/** Observes every attempt, and sends the trace with it. */
final class ObservedTransport implements Transport {

	private final String application;

	private final Transport transport;

	private final Observer observer;

	private final @Nullable TargetMeters meters;

	ObservedTransport(String application, Transport transport, Observer observer, @Nullable TargetMeters meters) {
		this.application = application;
		this.transport = transport;
		this.observer = observer;
		this.meters = meters;
	}

	@Override
	public RpcReply send(RpcCall call, Endpoint endpoint) {
		RpcReply reply = observe(call, endpoint);
		if (this.meters != null) {
			this.meters.sent(call, endpoint, call.encoded(this.transport.codec()).length, reply);
		}
		return reply;
	}

	private RpcReply observe(RpcCall call, Endpoint endpoint) {
		ObservedCall observed = ObservedCall.attempt(this.application, call, endpoint);
		SentHeaders headers = new SentHeaders(call.headers());
		Observation observation = this.observer.start(observed, context(headers), call.observation());
		if (observation.isNoop()) {
			return this.transport.send(call, endpoint);
		}
		try (Observation.Scope scope = observation.openScope()) {
			RpcReply reply = this.transport.send(call.withHeaders(headers.headers), endpoint);
			observed.answered(reply);
			return reply;
		}
		catch (RuntimeException | Error ex) {
			observed.failed(ex);
			throw ex;
		}
		finally {
			this.observer.stop(observation, observed);
		}
	}

	private Observation.Context context(SentHeaders headers) {
		SenderContext<SentHeaders> context = new SenderContext<>(SentHeaders::set, Kind.CLIENT);
		context.setCarrier(headers);
		context.setRemoteServiceName(this.application);
		return context;
	}

	@Override
	public PayloadCodec codec() {
		return this.transport.codec();
	}

	@Override
	public @Nullable Connections connections() {
		return this.transport.connections();
	}

	@Override
	public void close() {
		this.transport.close();
	}

	/** Takes what a tracer sends; it replaces what was inherited. */
	private static final class SentHeaders {

		private static final String TRACEPARENT = "traceparent";

		private static final String TRACESTATE = "tracestate";

		private RpcHeaders headers;

		SentHeaders(RpcHeaders headers) {
			this.headers = headers;
		}

		/** A state belongs to its parent, and tracers send none that is empty. */
		private static void set(@Nullable SentHeaders carrier, String name, String value) {
			if (carrier != null) {
				RpcHeaders before = carrier.headers;
				carrier.headers = (name.equalsIgnoreCase(TRACEPARENT) && before.get(TRACESTATE) != null)
						? withoutState(before).replace(name, value) : before.replace(name, value);
			}
		}

		private static RpcHeaders withoutState(RpcHeaders headers) {
			List<String> kept = new ArrayList<>();
			headers.forEach((name, value) -> {
				if (!name.equalsIgnoreCase(TRACESTATE)) {
					kept.add(name);
					kept.add(value);
				}
			});
			return RpcHeaders.ofPairs(kept);
		}

	}

}
