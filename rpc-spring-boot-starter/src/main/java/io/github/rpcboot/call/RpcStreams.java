package io.github.rpcboot.call;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.github.rpcboot.call.PayloadCodec.MethodCodec;

/**
 * What a call with streams carries besides a plain one. On the consumer's side it has the
 * request messages, which a repeat gets again as long as they are few, and the times of
 * the streams; the response stream is part of the reply. On the provider's side it has
 * the request messages as they arrive and the sink of the response messages: the chain of
 * the provider is left when the response stream is at its end, so that every step lasts
 * as long as the stream.
 *
 * @since 0.1.0
 */
public final class RpcStreams {

	/** Between two messages, where nothing else is said. */
	public static final Duration IDLE = Duration.ofSeconds(60);

	private final @Nullable RequestMessages outgoing;

	private final @Nullable MessageStream incoming;

	private final @Nullable MessageSink responses;

	private final @Nullable Times times;

	private RpcStreams(@Nullable RequestMessages outgoing, @Nullable MessageStream incoming,
			@Nullable MessageSink responses, @Nullable Times times) {
		this.outgoing = outgoing;
		this.incoming = incoming;
		this.responses = responses;
		this.times = times;
	}

	/**
	 * The streams of a call on the consumer's side.
	 * @param requests the elements of the request stream, {@code null} if there is one
	 * request message
	 * @param times how long the streams may take
	 * @return the streams
	 */
	public static RpcStreams outgoing(@Nullable ElementSource requests, Times times) {
		return new RpcStreams((requests != null) ? new RequestMessages(requests) : null, null, null, times);
	}

	/**
	 * The streams of a call on the provider's side.
	 * @param requests the request messages, {@code null} if there is one only
	 * @param responses takes the response messages, {@code null} if there is one only
	 * @return the streams
	 */
	public static RpcStreams incoming(@Nullable MessageStream requests, @Nullable MessageSink responses) {
		return new RpcStreams(null, requests, responses, null);
	}

	/** Whether there are request messages to send. */
	boolean hasOutgoing() {
		return this.outgoing != null;
	}

	/**
	 * Begins to send the request messages, for one attempt. An attempt before this one
	 * gets no further message.
	 * @param codec encodes the elements, each when it is asked for
	 * @return the messages; what fails while an element is made or encoded is the
	 * {@link MessageStream#failure()} to end the call with
	 */
	public MessageStream send(MethodCodec codec) {
		if (this.outgoing == null) {
			throw new IllegalStateException("The call has no request stream to send");
		}
		return this.outgoing.begin(codec);
	}

	/**
	 * Whether another attempt can send what has been sent.
	 * @return {@code false} once the request messages were more than 64 KB
	 */
	public boolean isReplayable() {
		return this.outgoing == null || this.outgoing.isReplayable();
	}

	/**
	 * What the caller's own request stream failed with, for which no provider can be
	 * blamed.
	 * @return the failure, or {@code null} if the stream has not failed
	 */
	public @Nullable RpcFailure requestFailure() {
		return (this.outgoing != null) ? this.outgoing.failure() : null;
	}

	/**
	 * The request messages on the provider's side.
	 * @return the messages as they arrive
	 */
	public MessageStream requests() {
		if (this.incoming == null) {
			throw new IllegalStateException("The call has no request stream to receive");
		}
		return this.incoming;
	}

	/**
	 * Where the response messages go on the provider's side.
	 * @return the sink
	 */
	public MessageSink responses() {
		if (this.responses == null) {
			throw new IllegalStateException("The call has no response stream to write");
		}
		return this.responses;
	}

	/**
	 * How long the streams may take, on the consumer's side.
	 * @return the times
	 */
	public Times times() {
		if (this.times == null) {
			throw new IllegalStateException("Only an outgoing call has times");
		}
		return this.times;
	}

	/**
	 * How long the streams of a call may take. The {@linkplain RpcCall#deadline()
	 * deadline} of the call is the time to its first response message.
	 *
	 * @param first from the end of the request stream to the first response message
	 * @param idle the longest time between two messages
	 * @param total the end of everything, not {@linkplain Deadline#isBounded() bounded}
	 * unless the caller has a deadline itself
	 * @since 0.1.0
	 */
	public record Times(Duration first, Duration idle, Deadline total) {

		/**
		 * When a message that is waited for from now on is too late.
		 * @return the idle time, or the total if that is shorter
		 */
		public Deadline next() {
			return this.total.part(this.idle.toNanos());
		}

		/**
		 * When the answer to a request stream that ends now is too late.
		 * @return the time of the first message, or the total if that is shorter
		 */
		public Deadline answer() {
			return this.total.part(this.first.toNanos());
		}

	}

}
