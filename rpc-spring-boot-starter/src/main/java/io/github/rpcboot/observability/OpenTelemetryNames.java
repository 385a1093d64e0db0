package io.github.rpcboot.observability;

import java.net.URI;
import java.util.Locale;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcPeer;
import io.github.rpcboot.contract.MethodContract;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's semantic conventions for RPC, version 1.44, and those for Connect.
 * Labels come from declared names only: whoever can send requests must not be able to
 * make series.
 */
final class OpenTelemetryNames {

	static final String METHOD = "rpc.method";

	static final String SYSTEM = "rpc.system.name";

	static final String SERVER_ADDRESS = "server.address";

	private static final String CONNECT = "connectrpc";

	private static final String GRPC = "grpc";

	private static final String IN_PROCESS = "inprocess";

	private static final int HTTP_PORT = 80;

	private static final int HTTPS_PORT = 443;

	/** Where Spring Boot's server listens if nothing else is said. */
	private static final int GRPC_PORT = 9090;

	private static final String OTHER = "_OTHER";

	private static final String OK = "OK";

	private OpenTelemetryNames() {
	}

	static String name(ObservedCall.Kind kind) {
		return switch (kind) {
			case CALL -> "rpc.client.call.duration";
			case ATTEMPT -> "rpc.client.attempt.duration";
			case HANDLING -> "rpc.server.call.duration";
		};
	}

	static String spanName(ObservedCall observed) {
		MethodContract method = observed.call().method();
		String name = method.isKnown() ? method.toString() : system(observed);
		return (observed.kind() == ObservedCall.Kind.ATTEMPT) ? name + " attempt" : name;
	}

	static KeyValues labels(ObservedCall observed) {
		RpcFailure failure = observed.failure();
		String none = KeyValue.NONE_VALUE;
		String status = (failure != null) ? failure.status().code() : (observed.isEnded() ? OK : none);
		KeyValue system = KeyValue.of(SYSTEM, system(observed));
		KeyValue method = KeyValue.of(METHOD, method(observed.call().method()));
		KeyValue statusCode = KeyValue.of("rpc.status_code", status);
		KeyValue errorType = KeyValue.of("error.type", observed.isError() ? status : none);
		KeyValue exception = KeyValue.of("rpc.exception", exception(observed.call().method(), failure));
		String application = observed.application();
		return (application != null)
				? KeyValues.of(system, method, statusCode, errorType, exception,
						KeyValue.of(SERVER_ADDRESS, application))
				: KeyValues.of(system, method, statusCode, errorType, exception);
	}

	static String method(MethodContract method) {
		return method.isKnown() ? method.toString() : OTHER;
	}

	static String system(@Nullable Endpoint endpoint) {
		return system((endpoint != null) ? endpoint.scheme() : "http");
	}

	static String system(RpcPeer peer) {
		return system(peer.protocol());
	}

	private static String system(String protocol) {
		return switch (protocol) {
			case "grpc", "grpcs" -> GRPC;
			case IN_PROCESS -> IN_PROCESS;
			default -> CONNECT;
		};
	}

	/** A call has no instance before its first attempt. */
	static String system(ObservedCall observed) {
		return switch (observed.kind()) {
			case HANDLING -> system(observed.call().peer());
			case ATTEMPT -> system(observed.endpoint());
			case CALL -> {
				int attempts = observed.call().attempts().size();
				yield system((attempts > 0) ? observed.call().attempts().get(attempts - 1) : null);
			}
		};
	}

	/** A provider may send any name, so only those of the contract count. */
	static String exception(MethodContract method, @Nullable RpcFailure failure) {
		if (failure == null || failure.exception() == null) {
			return KeyValue.NONE_VALUE;
		}
		String name = failure.exception().name();
		return (method.exceptionNamed(name) != null) ? name : OTHER;
	}

	static KeyValues attributes(ObservedCall observed) {
		KeyValues all = switch (observed.kind()) {
			case CALL -> KeyValues.of("rpc.attempts", Integer.toString(observed.call().attempts().size()));
			case ATTEMPT -> attempt(observed);
			case HANDLING -> observed.call().method().isKnown() ? KeyValues.empty()
					: KeyValues.of("rpc.method_original", observed.call().method().toString());
		};
		RpcFailure failure = observed.failure();
		return (failure != null && observed.kind() != ObservedCall.Kind.HANDLING)
				? all.and("rpc.may_have_executed", Boolean.toString(failure.mayHaveExecuted())) : all;
	}

	private static KeyValues attempt(ObservedCall observed) {
		KeyValues number = KeyValues.of("rpc.attempt", Integer.toString(observed.attempt()));
		Endpoint endpoint = observed.endpoint();
		if (endpoint == null || endpoint.url().getHost() == null) {
			return number;
		}
		KeyValues place = number.and(SERVER_ADDRESS, endpoint.url().getHost())
			.and("server.port", Integer.toString(port(endpoint.url())));
		return (endpoint.address() != null) ? place.and("network.peer.address", endpoint.address().getHostAddress())
				: place;
	}

	private static int port(URI url) {
		if (url.getPort() >= 0) {
			return url.getPort();
		}
		return switch (url.getScheme().toLowerCase(Locale.ROOT)) {
			case "grpc", "grpcs" -> GRPC_PORT;
			case "https" -> HTTPS_PORT;
			default -> HTTP_PORT;
		};
	}

}
