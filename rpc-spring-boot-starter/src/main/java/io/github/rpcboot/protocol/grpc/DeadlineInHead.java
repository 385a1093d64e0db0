package io.github.rpcboot.protocol.grpc;

import java.util.concurrent.TimeUnit;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/**
 * Moves the deadline of a unary call of ours from its options to its head, behind all
 * other interceptors, which see it. The exchange ends such a call itself; a channel that
 * knows the deadline makes a task of some event loop for each call, and takes it back,
 * which wakes threads that the call has nothing to do with. A deadline that an
 * interceptor has changed, and one of a server's context, are left to the channel.
 */
final class DeadlineInHead implements ClientInterceptor {

	@Override
	public <A, B> ClientCall<A, B> interceptCall(MethodDescriptor<A, B> method, CallOptions options, Channel next) {
		Deadline deadline = options.getDeadline();
		if (deadline == null || !StreamTrace.ends(options, deadline) || Context.current().getDeadline() != null) {
			return next.newCall(method, options);
		}
		return new SimpleForwardingClientCall<>(next.newCall(method, options.withDeadline(null))) {

			@Override
			public void start(Listener<B> listener, Metadata headers) {
				headers.put(GrpcProtocol.TIMEOUT,
						GrpcProtocol.timeout(Math.max(1, deadline.timeRemaining(TimeUnit.NANOSECONDS))));
				super.start(listener, headers);
			}

		};
	}

}
