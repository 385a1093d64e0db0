package io.github.rpcboot.observability;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.MethodContract;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of the calls that this application handles, beside their observations.
 */
final class HandlingMeters {

	private final MeterRegistry registry;

	private final Map<Key, Sizes> sizes = new ConcurrentHashMap<>();

	HandlingMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Only of a call that succeeded is it sure that what was announced was read, and
	 * came.
	 */
	void handled(RpcCall call, RpcReply reply) {
		// The messages of mapped methods are not ours, and nobody knows their sizes.
		if (!call.method().isKnown() || call.method().restMapping() != null || call.method().hasStreams()) {
			return;
		}
		Key key = new Key(call.method(), OpenTelemetryNames.system(call.peer()));
		Sizes known = this.sizes.get(key);
		if (known == null) {
			known = this.sizes.computeIfAbsent(key, this::register);
		}
		if (reply.failure() != null) {
			return;
		}
		long announced = announced(call);
		if (announced >= 0) {
			known.request().record(announced);
		}
		known.response().record(reply.body().length);
	}

	private Sizes register(Key key) {
		return new Sizes("rpc.server", Tags.of(OpenTelemetryNames.METHOD, OpenTelemetryNames.method(key.method()),
				OpenTelemetryNames.SYSTEM, key.system()), this.registry);
	}

	/** What the caller announced, -1 if it did not. */
	private static long announced(RpcCall call) {
		@Nullable String length = call.headers().get("content-length");
		boolean plain = call.headers().get("content-encoding") == null;
		return (plain && length != null) ? number(length) : -1;
	}

	/** Ten digits are more than any message has, and no sign is one. */
	private static long number(String text) {
		long number = text.isEmpty() ? -1 : 0;
		for (int i = 0; i < text.length(); i++) {
			int digit = text.charAt(i) - '0';
			if (digit < 0 || digit > 9 || i == 10) {
				return -1;
			}
			number = number * 10 + digit;
		}
		return number;
	}

	private record Key(MethodContract method, String system) {
	}

}
