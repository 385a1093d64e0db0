package io.github.rpcboot.consumer;

import java.time.Duration;
import java.util.function.Function;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;

/**
 * A providing application as its callers see it.
 *
 * @param name its name
 * @param chain the consumer's chain, whose end is an {@link #attempt}
 * @param settings the settings per method
 * @param codec how replies are encoded
 * @since 0.1.0
 */
public record RemoteTarget(String name, RpcHandler chain, Function<MethodContract, RemoteTarget.CallSettings> settings,
		PayloadCodec codec) {

	/**
	 * The end of the consumer's chain: one attempt. It picks an instance, notes it in the
	 * call and sends.
	 * @param name the application's name
	 * @param source knows the instances
	 * @param picker chooses among them
	 * @param transport carries the call
	 * @return a handler
	 */
	public static RpcHandler attempt(String name, EndpointSource source, EndpointPicker picker, Transport transport) {
		return (call) -> {
			Endpoint endpoint = picker.pick(source.endpoints(), call.attempts());
			if (endpoint == null) {
				return RpcReply.failure(RpcFailure.neverSent(RpcStatus.UNAVAILABLE,
						"No instance of '" + name + "' is known at the moment.", null));
			}
			RpcReply reply = null;
			try {
				reply = send(call, endpoint, transport);
				return reply;
			}
			finally {
				picker.finished(endpoint, (reply != null) ? outcome(reply.failure()) : null);
			}
		};
	}

	/** An instance that let the deadline pass without a connection refused it. */
	private static @Nullable FailureClass outcome(@Nullable RpcFailure failure) {
		if (failure == null) {
			return null;
		}
		boolean unconnected = failure.status() == RpcStatus.DEADLINE_EXCEEDED && !failure.mayHaveExecuted()
				&& failure.failureClass() == FailureClass.OVER;
		return unconnected ? FailureClass.NEVER_SENT : failure.failureClass();
	}

	/**
	 * Encodes first, so that a wrong argument does not count as an attempt, and decodes
	 * last, so that an unreadable answer counts as a failed one.
	 */
	private static RpcReply send(RpcCall call, Endpoint endpoint, Transport transport) {
		call.encoded(transport.codec());
		call.attempts().add(endpoint);
		RpcReply reply = transport.send(call, endpoint);
		if (reply.failure() != null || reply.isDecoded()) {
			return reply;
		}
		try {
			return reply.withValue(transport.codec().forMethod(call.method()).decodeResult(reply));
		}
		catch (RpcException ex) {
			return RpcReply.failure(RpcFailure.ambiguous(ex.status(), ex.reason(), ex.getCause()))
				.withHeaders(reply.headers());
		}
	}

	/**
	 * What the configuration says of the calls of one method, resolved at start-up.
	 *
	 * @param timeout the deadline of a whole call
	 * @param timeoutOrigin the configuration key that it comes from
	 * @since 0.1.0
	 */
	public record CallSettings(Duration timeout, String timeoutOrigin) {

	}

}
