package io.github.rpcboot.observability;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** Observes every attempt, and sends the trace with it. */
final class ObservedTransport implements Transport {

	private final String application;

	private final Transport transport;

	private final Watch watch;

	private final @Nullable TargetMeters meters;

	ObservedTransport(String application, Transport transport, Watch watch, @Nullable TargetMeters meters) {
		this.application = application;
		this.transport = transport;
		this.watch = watch;
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
		Watched watched = this.watch.start(observed);
		if (watched == null) {
			return this.transport.send(call, endpoint);
		}
		try (Observation.Scope scope = watched.open()) {
			RpcReply reply = this.transport.send(watched.call(), endpoint);
			observed.answered(reply);
			return reply;
		}
		catch (RuntimeException | Error ex) {
			observed.failed(ex);
			throw ex;
		}
		finally {
			watched.stop();
		}
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

}
