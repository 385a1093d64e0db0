package io.github.rpcboot.consumer;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcStreams;
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
				return RpcReply.failure(noInstance(name, source.whyEmpty()));
			}
			RpcReply reply = null;
			try {
				reply = send(call, endpoint, transport);
				if (reply.stream() == null) {
					return reply;
				}
				picker.begun(endpoint, reply.isDraining());
				return reply.whenEnded((end) -> picker.finished(endpoint, outcome(call, end)));
			}
			finally {
				if (reply == null || reply.stream() == null) {
					picker.finished(endpoint, (reply != null) ? outcome(call, reply) : AttemptOutcome.ABANDONED);
				}
			}
		};
	}

	private static RpcFailure noInstance(String name, @Nullable String why) {
		return RpcFailure.neverSent(RpcStatus.UNAVAILABLE,
				(why != null) ? why : "No instance of '" + name + "' is known at the moment.", null);
	}

	/**
	 * What the reply says of the instance. One that let the deadline pass without a
	 * connection is as one that did not accept it in time. A time-out counts only if the
	 * first attempt had what the configuration gives; what a caller left of its own
	 * deadline may be less than any instance needs.
	 */
	private static AttemptOutcome outcome(RpcCall call, RpcReply reply) {
		RpcFailure failure = reply.failure();
		if (reply.isWithoutInstance()) {
			return AttemptOutcome.NOT_ASKED;
		}
		if (reply.isDraining()) {
			return AttemptOutcome.DRAINING;
		}
		if (failure == null) {
			return AttemptOutcome.ANSWERED;
		}
		return switch (failure.failureClass()) {
			case NEVER_SENT -> failure.isNotAccepted() ? AttemptOutcome.NOT_ACCEPTED : AttemptOutcome.NEVER_SENT;
			case REFUSED -> AttemptOutcome.REFUSED;
			case AMBIGUOUS -> AttemptOutcome.BROKEN;
			case ANSWERED -> isItsOwn(failure.status()) ? AttemptOutcome.FAULTY : AttemptOutcome.ANSWERED;
			case OVER ->
				(failure.status() == RpcStatus.DEADLINE_EXCEEDED) ? timedOut(call, failure) : AttemptOutcome.ABANDONED;
		};
	}

	private static boolean isItsOwn(RpcStatus status) {
		return status == RpcStatus.INTERNAL || status == RpcStatus.UNKNOWN || status == RpcStatus.DATA_LOSS
				|| status == RpcStatus.UNAVAILABLE;
	}

	private static AttemptOutcome timedOut(RpcCall call, RpcFailure failure) {
		if (call.deadline().isInherited() || isOfTheCaller(call.streams())) {
			return AttemptOutcome.ABANDONED;
		}
		if (!failure.mayHaveExecuted()) {
			return AttemptOutcome.NOT_ACCEPTED;
		}
		return (call.attempts().size() == 1) ? AttemptOutcome.TIMED_OUT : AttemptOutcome.ABANDONED;
	}

	/** It waited for elements of its own, and not for the instance. */
	private static boolean isOfTheCaller(@Nullable RpcStreams streams) {
		RpcFailure own = (streams != null) ? streams.requestFailure() : null;
		return own != null && own.status() == RpcStatus.DEADLINE_EXCEEDED;
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
			return (reply.stream() != null) ? BegunStream.begin(reply, reply.stream()) : reply;
		}
		try {
			return reply.withValue(transport.codec().forMethod(call.method()).decodeResult(reply));
		}
		catch (RpcException ex) {
			RpcReply unreadable = RpcReply.failure(RpcFailure.ambiguous(ex.status(), ex.reason(), ex.getCause()))
				.withHeaders(reply.headers());
			return reply.isDraining() ? unreadable.draining() : unreadable;
		}
	}

	/**
	 * What the configuration says of the calls of one method, resolved at start-up.
	 *
	 * @param timeout the deadline of a whole call
	 * @param timeoutOrigin the configuration key that it comes from
	 * @param maxAttempts the most attempts of a call, the first included
	 * @param hedge whether a slow call of an idempotent method is sent a second time
	 * @param fallback supplies an object of the contract's type that answers when the
	 * application cannot, {@code null} if there is none
	 * @param streamIdle the longest time between two messages of a stream
	 * @since 0.1.0
	 */
	public record CallSettings(Duration timeout, String timeoutOrigin, int maxAttempts, boolean hedge,
			@Nullable Supplier<Object> fallback, Duration streamIdle) {

		/**
		 * Settings with the usual time between two messages of a stream.
		 * @param timeout the deadline of a whole call
		 * @param timeoutOrigin the configuration key that it comes from
		 * @param maxAttempts the most attempts of a call, the first included
		 * @param hedge whether a slow call of an idempotent method is sent a second time
		 * @param fallback supplies an object that answers when the application cannot,
		 * {@code null} if there is none
		 */
		public CallSettings(Duration timeout, String timeoutOrigin, int maxAttempts, boolean hedge,
				@Nullable Supplier<Object> fallback) {
			this(timeout, timeoutOrigin, maxAttempts, hedge, fallback, RpcStreams.IDLE);
		}

		/**
		 * Settings with a deadline only: one attempt, no hedge, no fallback.
		 * @param timeout the deadline of a whole call
		 * @param timeoutOrigin the configuration key that it comes from
		 */
		public CallSettings(Duration timeout, String timeoutOrigin) {
			this(timeout, timeoutOrigin, 1, false, null);
		}

	}

}
