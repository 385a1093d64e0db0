package io.github.rpcboot.autoconfigure;

import java.util.concurrent.Executor;

import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.observability.Observability;

/** The room of Micrometer, as the chains see it. */
final class ObservedCalls implements Instrumentation, AutoCloseable {

	private final Observability observability;

	ObservedCalls(Observability observability) {
		this.observability = observability;
	}

	@Override
	public RpcInterceptor outgoing(String application) {
		return this.observability.outgoing(application);
	}

	@Override
	public Transport attempts(String application, Transport transport) {
		return this.observability.attempts(application, transport);
	}

	@Override
	public RpcInterceptor incoming() {
		return this.observability.incoming();
	}

	@Override
	public Executor carrying(Executor threads) {
		return this.observability.carrying(threads);
	}

	@Override
	public void close() {
		this.observability.close();
	}

}
