package io.github.rpcboot.observability;

import java.util.EnumSet;
import java.util.Set;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call, of one attempt, or of the handling of a call, while it is
 * observed. Every context of an observation of this starter holds one, so that filters,
 * predicates and handlers of Micrometer find it: {@code context.get(ObservedCall.class)}.
 *
 * @since 0.1.0
 */
public final class ObservedCall {

	/** Of the others the caller is to blame, says the convention for Connect. */
	private static final Set<RpcStatus> ERRORS_OF_PROVIDERS = EnumSet.of(RpcStatus.UNKNOWN, RpcStatus.DEADLINE_EXCEEDED,
			RpcStatus.UNIMPLEMENTED, RpcStatus.INTERNAL, RpcStatus.UNAVAILABLE, RpcStatus.DATA_LOSS);

	private final Kind kind;

	private final @Nullable String application;

	private final RpcCall call;

	private final @Nullable Endpoint endpoint;

	private final int attempt;

	private volatile boolean ended;

	private volatile @Nullable RpcFailure failure;

	private ObservedCall(Kind kind, @Nullable String application, RpcCall call, @Nullable Endpoint endpoint,
			int attempt) {
		this.kind = kind;
		this.application = application;
		this.call = call;
		this.endpoint = endpoint;
		this.attempt = attempt;
	}

	static ObservedCall call(String application, RpcCall call) {
		return new ObservedCall(Kind.CALL, application, call, null, 0);
	}

	static ObservedCall attempt(String application, RpcCall call, Endpoint endpoint) {
		return new ObservedCall(Kind.ATTEMPT, application, call, endpoint, call.attempts().size());
	}

	static ObservedCall handling(RpcCall call) {
		return new ObservedCall(Kind.HANDLING, null, call, null, 0);
	}

	static @Nullable ObservedCall of(Observation.ContextView context) {
		return context.get(ObservedCall.class);
	}

	void answered(RpcReply reply) {
		this.failure = reply.failure();
		this.ended = true;
	}

	/** An interceptor may throw what others return. */
	void failed(Throwable thrown) {
		RpcStatus status = (thrown instanceof RpcException ex) ? ex.status()
				: ((this.kind == Kind.HANDLING) ? RpcStatus.UNKNOWN : RpcStatus.INTERNAL);
		this.failure = RpcFailure.answered(status, status.code());
		this.ended = true;
	}

	/**
	 * What is observed.
	 * @return a call, an attempt or a handling
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * The application that is called.
	 * @return its name, or the URL that a reference names; {@code null} for a handling
	 */
	public @Nullable String application() {
		return this.application;
	}

	/**
	 * The call. Its arguments can be secrets and must not be recorded.
	 * @return the call
	 */
	public RpcCall call() {
		return this.call;
	}

	/**
	 * The instance that the attempt is sent to.
	 * @return the instance, or {@code null} if no attempt is observed
	 */
	public @Nullable Endpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * The number of the attempt within its call.
	 * @return a number from 1, or 0 if no attempt is observed
	 */
	public int attempt() {
		return this.attempt;
	}

	/**
	 * Whether there is an answer.
	 * @return {@code false} when an observation starts
	 */
	public boolean isEnded() {
		return this.ended;
	}

	/**
	 * What failed.
	 * @return the failure, {@code null} for a success and before the end
	 */
	public @Nullable RpcFailure failure() {
		return this.failure;
	}

	/**
	 * Whether the failure counts as an error of this side: every failure does for a
	 * caller; for a provider those that its caller is not to blame for.
	 * @return whether it is an error
	 */
	public boolean isError() {
		RpcFailure known = this.failure;
		return known != null && (this.kind != Kind.HANDLING || ERRORS_OF_PROVIDERS.contains(known.status()));
	}

	/**
	 * {@return the method; never the arguments}
	 */
	@Override
	public String toString() {
		return this.call.toString();
	}

	/**
	 * What can be observed.
	 *
	 * @since 0.1.0
	 */
	public enum Kind {

		/** A call as the consumer sees it, with all its attempts. */
		CALL,

		/** One attempt of a call, sent to one instance. */
		ATTEMPT,

		/** A call as the provider sees it. */
		HANDLING

	}

}
