package io.github.rpcboot.peers.interop;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Tells a client how its request was encoded, which the official service does not, and
 * compresses the streams of one that compresses.
 */
final class AnswerInKind implements ServerInterceptor {

	private static final Metadata.Key<String> ENCODING = Metadata.Key.of("grpc-encoding",
			Metadata.ASCII_STRING_MARSHALLER);

	private static final Metadata.Key<String> SEEN = Metadata.Key.of("x-seen-encoding",
			Metadata.ASCII_STRING_MARSHALLER);

	@Override
	public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		String encoding = headers.get(ENCODING);
		if (encoding == null) {
			return next.startCall(call, headers);
		}
		call.setCompression(encoding);
		return next.startCall(new SimpleForwardingServerCall<>(call) {

			@Override
			public void sendHeaders(Metadata metadata) {
				metadata.put(SEEN, encoding);
				super.sendHeaders(metadata);
			}

		}, headers);
	}

}
