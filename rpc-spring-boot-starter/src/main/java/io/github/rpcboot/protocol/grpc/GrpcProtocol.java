package io.github.rpcboot.protocol.grpc;

import java.util.Set;

import io.github.rpcboot.contract.MethodContract;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import org.jspecify.annotations.Nullable;

/** The names of the gRPC protocol that we use, and of our own additions to it. */
final class GrpcProtocol {

	static final Metadata.Key<String> ATTEMPT = text("rpc-attempt");

	static final Metadata.Key<String> NULL_RESULT = text("rpc-null");

	static final Metadata.Key<String> NOT_EXECUTED = text("rpc-not-executed");

	static final Metadata.Key<String> DRAINING = text("rpc-draining");

	/** Milliseconds, of which a negative number forbids another try (gRFC A6). */
	static final Metadata.Key<String> PUSHBACK = text("grpc-retry-pushback-ms");

	/** A {@code google.rpc.Status}, as all implementations of gRPC know it. */
	static final Metadata.Key<byte[]> DETAILS = Metadata.Key.of("grpc-status-details-bin",
			Metadata.BINARY_BYTE_MARSHALLER);

	/** At most eight digits and a unit. */
	static final Metadata.Key<String> TIMEOUT = text("grpc-timeout");

	static final String YES = "1";

	/** What the protocol or the connection says itself; metadata never replaces it. */
	private static final Set<String> RESERVED = Set.of("accept-encoding", "connection", "content-encoding",
			"content-length", "content-type", "expect", "host", "http2-settings", "keep-alive", "proxy-connection",
			"rpc-attempt", "rpc-draining", "rpc-not-executed", "rpc-null", "te", "trailer", "transfer-encoding",
			"upgrade", "user-agent");

	/** Each a thousand times the one before. */
	private static final char[] UNITS = { 'n', 'u', 'm', 'S' };

	private static final long MOST_UNITS = 100_000_000;

	private GrpcProtocol() {
	}

	private static Metadata.Key<String> text(String name) {
		return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
	}

	static boolean isReserved(String name) {
		return RESERVED.contains(name) || name.startsWith("grpc-") || name.startsWith("connect-");
	}

	static boolean isSet(@Nullable Metadata metadata, Metadata.Key<String> key) {
		return metadata != null && YES.equals(metadata.get(key));
	}

	static String timeout(long nanos) {
		long unit = 1;
		for (char name : UNITS) {
			if (nanos / unit < MOST_UNITS) {
				return Math.max(1, nanos / unit) + String.valueOf(name);
			}
			unit *= 1000;
		}
		return (MOST_UNITS - 1) + "S";
	}

	/** The style guide of protobuf begins the names of methods with a capital. */
	static String methodName(MethodContract method) {
		String name = method.name();
		return Character.toUpperCase(name.charAt(0)) + name.substring(1);
	}

	static MethodType type(MethodContract method) {
		if (method.requestStream() == null) {
			return (method.responseStream() == null) ? MethodType.UNARY : MethodType.SERVER_STREAMING;
		}
		return (method.responseStream() == null) ? MethodType.CLIENT_STREAMING : MethodType.BIDI_STREAMING;
	}

}
