package io.github.rpcboot.peers.interop;

import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/**
 * Counts the messages that arrive compressed, which the official cases ask for and cannot
 * see.
 */
final class CompressedMessages extends ClientStreamTracer.Factory implements ClientInterceptor {

	private final AtomicInteger count = new AtomicInteger();

	int count() {
		return this.count.get();
	}

	@Override
	public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
		return next.newCall(method, options.withStreamTracerFactory(this));
	}

	@Override
	public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
		return new ClientStreamTracer() {
			@Override
			public void inboundMessageRead(int number, long wireSize, long uncompressedSize) {
				// What it will be is not known yet where it is compressed.
				if (wireSize >= 0 && uncompressedSize < 0) {
					CompressedMessages.this.count.incrementAndGet();
				}
			}
		};
	}

}
