package io.github.rpcboot.call;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The answer of a call: a success with its message, or a {@link RpcFailure}; on the
 * provider's side perhaps one that is still to come. The answer is always a return value,
 * so that every interceptor sees failures of the network and of the method alike.
 *
 * @since 0.1.0
 */
public final class RpcReply {

	private static final byte[] NOTHING = {};

	private final byte[] body;

	private final boolean nullResult;

	private final RpcHeaders headers;

	private final @Nullable RpcFailure failure;

	private final @Nullable CompletableFuture<RpcReply> pending;

	private final boolean decoded;

	private final @Nullable Object value;

	private final boolean withoutInstance;

	private final boolean draining;

	private final @Nullable MessageStream stream;

	private RpcReply(byte[] body, boolean nullResult, RpcHeaders headers, @Nullable RpcFailure failure,
			@Nullable CompletableFuture<RpcReply> pending) {
		this(body, nullResult, headers, failure, pending, false, null, false, false, null);
	}

	private RpcReply(byte[] body, boolean nullResult, RpcHeaders headers, @Nullable RpcFailure failure,
			@Nullable CompletableFuture<RpcReply> pending, boolean decoded, @Nullable Object value,
			boolean withoutInstance, boolean draining, @Nullable MessageStream stream) {
		this.body = body;
		this.stream = stream;
		this.nullResult = nullResult;
		this.decoded = decoded;
		this.value = value;
		this.withoutInstance = withoutInstance;
		this.draining = draining;
		this.headers = headers;
		this.failure = failure;
		this.pending = pending;
	}

	/**
	 * A success.
	 * @param body the encoded response message
	 * @param nullResult whether the result is {@code null} where the message cannot say
	 * so
	 * @return a reply
	 */
	public static RpcReply success(byte[] body, boolean nullResult) {
		return new RpcReply(body, nullResult, RpcHeaders.empty(), null, null);
	}

	/**
	 * A failure.
	 * @param failure what failed
	 * @return a reply
	 */
	public static RpcReply failure(RpcFailure failure) {
		return new RpcReply(NOTHING, false, RpcHeaders.empty(), failure, null);
	}

	/**
	 * A reply that is still to come.
	 * @param reply completes with a reply that is there; never exceptionally
	 * @return a reply
	 */
	public static RpcReply pending(CompletableFuture<RpcReply> reply) {
		return new RpcReply(NOTHING, false, RpcHeaders.empty(), null, reply);
	}

	/**
	 * A success whose messages follow, on the consumer's side.
	 * @param stream the response messages
	 * @return a reply, which counts as decoded
	 */
	public static RpcReply streaming(MessageStream stream) {
		return new RpcReply(NOTHING, false, RpcHeaders.empty(), null, null, true, null, false, false, stream);
	}

	/**
	 * Replaces the messages that follow.
	 * @param stream the response messages
	 * @return the same reply with these messages
	 */
	public RpcReply withStream(MessageStream stream) {
		return new RpcReply(this.body, this.nullResult, this.headers, this.failure, this.pending, this.decoded,
				this.value, this.withoutInstance, this.draining, stream);
	}

	/**
	 * The response messages that follow, on the consumer's side.
	 * @return the messages, {@code null} if the reply is all there is
	 */
	public @Nullable MessageStream stream() {
		return this.stream;
	}

	/**
	 * Does something at the end of the response stream: when its last message was read,
	 * when it failed, or when its reader closes it.
	 * @param action receives, once, a success or the failure that ended the stream, with
	 * all metadata of the response; a reader that has had enough is a success
	 * @return the same reply, whose stream is watched; without a stream, this one, and
	 * the action has been done
	 */
	public RpcReply whenEnded(Consumer<RpcReply> action) {
		if (this.stream == null) {
			action.accept(this);
			return this;
		}
		return withStream(new WatchedStream(this.stream, this.headers, this.draining, action));
	}

	/**
	 * Sets the metadata of the response.
	 * @param headers the metadata
	 * @return the same reply with the headers
	 */
	public RpcReply withHeaders(RpcHeaders headers) {
		return new RpcReply(this.body, this.nullResult, headers, this.failure, this.pending, this.decoded, this.value,
				this.withoutInstance, this.draining, this.stream);
	}

	/**
	 * Sets the decoded result of a success.
	 * @param value the result
	 * @return the same reply with the result
	 */
	public RpcReply withValue(@Nullable Object value) {
		return new RpcReply(this.body, this.nullResult, this.headers, this.failure, this.pending, true, value,
				this.withoutInstance, this.draining, this.stream);
	}

	/**
	 * Says that the instance of the attempt had no part in it: it was not asked, or the
	 * request went to another place.
	 * @return the same reply, from which nothing is learned about the instance
	 */
	public RpcReply withoutInstance() {
		return new RpcReply(this.body, this.nullResult, this.headers, this.failure, this.pending, this.decoded,
				this.value, true, this.draining, this.stream);
	}

	/**
	 * Says that the instance that answered is about to stop.
	 * @return the same reply, after which other instances are preferred
	 */
	public RpcReply draining() {
		return new RpcReply(this.body, this.nullResult, this.headers, this.failure, this.pending, this.decoded,
				this.value, this.withoutInstance, true, this.stream);
	}

	/**
	 * Whether the instance that answered is about to stop.
	 * @return what {@link #draining()} has said
	 */
	public boolean isDraining() {
		return this.draining;
	}

	/**
	 * Whether the instance of the attempt had no part in it.
	 * @return what {@link #withoutInstance()} has said
	 */
	public boolean isWithoutInstance() {
		return this.withoutInstance;
	}

	/**
	 * Whether the result is decoded, as it is on the consumer's side behind an attempt.
	 * @return whether there is a {@link #value()}
	 */
	public boolean isDecoded() {
		return this.decoded;
	}

	/**
	 * The decoded result.
	 * @return the result, {@code null} also if it is not decoded
	 */
	public @Nullable Object value() {
		return this.value;
	}

	/**
	 * The encoded response message of a success.
	 * @return the bytes
	 */
	public byte[] body() {
		return this.body;
	}

	/**
	 * Whether the result is {@code null} where the message cannot say so.
	 * @return whether the result is {@code null}
	 */
	public boolean isNullResult() {
		return this.nullResult;
	}

	/**
	 * The metadata of the response.
	 * @return the headers
	 */
	public RpcHeaders headers() {
		return this.headers;
	}

	/**
	 * What failed.
	 * @return the failure, or {@code null} for a success
	 */
	public @Nullable RpcFailure failure() {
		return this.failure;
	}

	/**
	 * The reply that is still to come.
	 * @return a future that never completes exceptionally, or {@code null} if the reply
	 * is here
	 */
	public @Nullable CompletableFuture<RpcReply> pending() {
		return this.pending;
	}

	/**
	 * Does something with the reply once it is here: at once, or when it comes.
	 * @param action receives a reply that is here
	 * @param otherwise receives what an interceptor threw while it changed a reply that
	 * came later
	 */
	public void whenDone(Consumer<RpcReply> action, Consumer<Throwable> otherwise) {
		if (this.pending == null) {
			action.accept(this);
			return;
		}
		this.pending.whenComplete((reply, failure) -> {
			if (failure != null) {
				otherwise.accept(failure);
			}
			else {
				action.accept(reply);
			}
		});
	}

	/**
	 * Replaces the reply once it is here.
	 * @param change receives a reply that is here and returns another
	 * @return the changed reply
	 */
	public RpcReply map(UnaryOperator<RpcReply> change) {
		return (this.pending != null) ? pending(this.pending.thenApply(change)) : change.apply(this);
	}

}
