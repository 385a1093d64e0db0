package io.github.rpcboot.observability;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.contract.MethodContract;
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
		RpcReply reply = this.watch.around(ObservedCall.attempt(this.application, call, endpoint),
				(sent) -> this.transport.send(sent, endpoint));
		// The messages of mapped methods are not ours, and nobody knows their sizes.
		if (this.meters != null && call.method().restMapping() == null && !call.method().hasStreams()) {
			this.meters.sent(call, endpoint, call.encoded(this.transport.codec()).length, reply);
		}
		return reply;
	}

	@Override
	public void prepare(MethodContract method) {
		this.transport.prepare(method);
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
