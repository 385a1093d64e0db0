package io.github.rpcboot.call;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: the method, its arguments, the headers and the deadline. The same
 * type travels on both sides. On the consumer's side the arguments are there and become
 * bytes on first use; on the provider's side the bytes stay an unread stream until the
 * arguments are asked for. Immutable but for that; made for one call, on one thread at a
 * time.
 *
 * @since 0.1.0
 */
public final class RpcCall {

	private static final byte[] NOTHING = {};

	private final MethodContract method;

	private final RpcHeaders headers;

	private final Deadline deadline;

	private final Cancellation cancellation;

	private final State state;

	private RpcCall(MethodContract method, RpcHeaders headers, Deadline deadline, Cancellation cancellation,
			State state) {
		this.method = method;
		this.headers = headers;
		this.deadline = deadline;
		this.cancellation = cancellation;
		this.state = state;
	}

	/**
	 * Makes a call on the consumer's side.
	 * @param method the method to call
	 * @param arguments its arguments, in order
	 * @param headers the metadata to send
	 * @param deadline when the call is over
	 * @param cancellation tells when the caller gives up
	 * @return a call
	 */
	public static RpcCall outgoing(MethodContract method, @Nullable Object[] arguments, RpcHeaders headers,
			Deadline deadline, Cancellation cancellation) {
		return new RpcCall(method, headers, deadline, cancellation, new State(arguments, null, RpcPeer.LOCAL));
	}

	/**
	 * Makes a call on the provider's side.
	 * @param method the method that was asked for, perhaps an unknown one
	 * @param body the unread request message
	 * @param headers the metadata that arrived
	 * @param deadline when the call is over
	 * @param peer who calls
	 * @param cancellation tells when the caller gives up
	 * @return a call
	 */
	public static RpcCall incoming(MethodContract method, RequestBody body, RpcHeaders headers, Deadline deadline,
			RpcPeer peer, Cancellation cancellation) {
		return new RpcCall(method, headers, deadline, cancellation, new State(null, body, peer));
	}

	/**
	 * The called method.
	 * @return the method
	 */
	public MethodContract method() {
		return this.method;
	}

	/**
	 * The metadata of the request.
	 * @return the headers
	 */
	public RpcHeaders headers() {
		return this.headers;
	}

	/**
	 * When the call is over.
	 * @return the deadline
	 */
	public Deadline deadline() {
		return this.deadline;
	}

	/**
	 * Tells when the caller gives up.
	 * @return the cancellation of this call
	 */
	public Cancellation cancellation() {
		return this.cancellation;
	}

	/**
	 * Who calls, on the provider's side.
	 * @return the caller, {@link RpcPeer#LOCAL} on the consumer's side
	 */
	public RpcPeer peer() {
		return this.state.peer;
	}

	/**
	 * The instances that attempts of this call have been sent to, in order.
	 * @return a live view; an attempt adds its endpoint
	 */
	public List<Endpoint> attempts() {
		return this.state.attempts;
	}

	/**
	 * Adds a header.
	 * @param name the name
	 * @param value the value
	 * @return the same call with the header
	 */
	public RpcCall withHeader(String name, String value) {
		return withHeaders(this.headers.with(name, value));
	}

	/**
	 * Replaces the metadata.
	 * @param headers the headers to send
	 * @return the same call with these headers
	 */
	public RpcCall withHeaders(RpcHeaders headers) {
		return new RpcCall(this.method, headers, this.deadline, this.cancellation, this.state);
	}

	/**
	 * Makes an attempt of the call that ends earlier, or by itself.
	 * @param deadline when the attempt is over
	 * @param cancellation ends the attempt only
	 * @return the same call with another end; the instances that are tried are noted in
	 * both
	 */
	public RpcCall attempt(Deadline deadline, Cancellation cancellation) {
		return new RpcCall(this.method, this.headers, deadline, cancellation, this.state);
	}

	/**
	 * Adds streams, before the call begins.
	 * @param streams what the call carries besides
	 * @return a call with streams that has had no attempt
	 */
	public RpcCall streaming(RpcStreams streams) {
		return new RpcCall(this.method, this.headers, this.deadline, this.cancellation,
				new StreamedState(this.state, streams));
	}

	/**
	 * What a call with streams carries besides.
	 * @return the streams, {@code null} for a call with one message each way
	 */
	public @Nullable RpcStreams streams() {
		return (this.state instanceof StreamedState streamed) ? streamed.streams : null;
	}

	/**
	 * Whether another attempt can send what the last one has sent.
	 * @return {@code true} but for long request streams
	 */
	public boolean isReplayable() {
		RpcStreams streams = streams();
		return streams == null || streams.isReplayable();
	}

	/**
	 * What observes this call, if anything does.
	 * @return what {@link #observedBy} was told, {@code null} if nothing observes the
	 * call
	 */
	public @Nullable Object observation() {
		return this.state.observation;
	}

	/**
	 * Says what observes this call, for its attempts and for the calls that are made for
	 * it, on whatever thread they run.
	 * @param observation an observation of the library that is in use
	 */
	public void observedBy(Object observation) {
		this.state.observation = observation;
	}

	/**
	 * The request message as bytes: encoded on first use, and kept for repeats. A call
	 * with a request stream has no such message, so that nothing is encoded.
	 * @param codec how to encode
	 * @return the bytes, which must not be changed
	 */
	public byte[] encoded(PayloadCodec codec) {
		State state = this.state;
		if (state.encoded == null || state.encodedBy != codec) {
			state.encoded = state.hasRequestStream() ? NOTHING
					: codec.forMethod(this.method).encodeArguments(arguments());
			state.encodedBy = codec;
		}
		return state.encoded;
	}

	/**
	 * The arguments: on the provider's side, reads and decodes the message on first use.
	 * @return the arguments in order, which must not be changed
	 */
	public @Nullable Object[] arguments() {
		State state = this.state;
		if (state.arguments == null) {
			RequestBody body = state.body;
			if (body == null) {
				throw new IllegalStateException("The call has neither arguments nor a body");
			}
			state.arguments = body.codec().forMethod(this.method).decodeArguments(body);
		}
		return state.arguments;
	}

	/**
	 * How the message of an incoming call is encoded, and its answer is to be.
	 * @return the codec
	 */
	public PayloadCodec codec() {
		if (this.state.body == null) {
			throw new IllegalStateException("Only an incoming call has a codec");
		}
		return this.state.body.codec();
	}

	/**
	 * {@return the method; never the arguments, which can be secrets}
	 */
	@Override
	public String toString() {
		return this.method.toString();
	}

	private static class State {

		private final @Nullable RequestBody body;

		private final RpcPeer peer;

		/** Two attempts may run at a time. */
		private final List<Endpoint> attempts = new CopyOnWriteArrayList<>();

		private @Nullable Object @Nullable [] arguments;

		private volatile @Nullable Object observation;

		private byte @Nullable [] encoded;

		private @Nullable PayloadCodec encodedBy;

		private State(@Nullable Object @Nullable [] arguments, @Nullable RequestBody body, RpcPeer peer) {
			this.arguments = arguments;
			this.body = body;
			this.peer = peer;
		}

		boolean hasRequestStream() {
			return false;
		}

	}

	/** A class of its own, so that calls without streams are no larger. */
	private static final class StreamedState extends State {

		private final RpcStreams streams;

		private StreamedState(State state, RpcStreams streams) {
			super(state.arguments, state.body, state.peer);
			this.streams = streams;
		}

		@Override
		boolean hasRequestStream() {
			return this.streams.hasOutgoing();
		}

	}

}
