package io.github.rpcboot;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * The one unchecked exception of a remote call. A caller receives it for every failure
 * that the contract does not declare; a handler may throw it to choose the status and the
 * message that its caller sees.
 *
 * @since 0.1.0
 */
public class RpcException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final RpcStatus status;

	private final String reason;

	private final @Nullable String service;

	private final @Nullable String method;

	private final @Nullable String instance;

	private final int attempts;

	private final @Nullable String deadlineOrigin;

	private final boolean mayHaveExecuted;

	/**
	 * Makes the exception that a handler throws.
	 * @param status the status that the caller sees
	 * @param message what failed and what to do; the caller sees it. {@code null} stands
	 * for the name of the status
	 */
	public RpcException(RpcStatus status, @Nullable String message) {
		this(builder(status, message));
	}

	/**
	 * Makes the exception that a handler throws.
	 * @param status the status that the caller sees
	 * @param message what failed and what to do; the caller sees it
	 * @param cause what went wrong; it is logged and never sent
	 */
	public RpcException(RpcStatus status, @Nullable String message, @Nullable Throwable cause) {
		this(builder(status, message).cause(cause));
	}

	private RpcException(Builder builder) {
		super(builder.describe(), builder.cause);
		this.status = builder.status;
		this.reason = builder.message;
		this.service = builder.service;
		this.method = builder.method;
		this.instance = builder.instance;
		this.attempts = builder.attempts;
		this.deadlineOrigin = builder.deadlineOrigin;
		this.mayHaveExecuted = builder.mayHaveExecuted;
	}

	/**
	 * Starts the description of a failed call.
	 * @param status the status of the failure
	 * @param message what failed and what to do
	 * @return a builder
	 */
	public static Builder builder(RpcStatus status, @Nullable String message) {
		return new Builder(status, message);
	}

	/**
	 * The kind of the failure.
	 * @return one of the sixteen codes
	 */
	public RpcStatus status() {
		return this.status;
	}

	/**
	 * What failed, without the place that {@link #getMessage()} adds.
	 * @return the bare message
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * The wire name of the called service.
	 * @return the name, or {@code null} if the exception does not come from a call
	 */
	public @Nullable String service() {
		return this.service;
	}

	/**
	 * The wire name of the called method.
	 * @return the name, or {@code null} if the exception does not come from a call
	 */
	public @Nullable String method() {
		return this.method;
	}

	/**
	 * The URL of the instance that was called last.
	 * @return the URL, or {@code null} if none was chosen
	 */
	public @Nullable String instance() {
		return this.instance;
	}

	/**
	 * How many attempts were made.
	 * @return the number of attempts, 0 if none was made
	 */
	public int attempts() {
		return this.attempts;
	}

	/**
	 * Where the deadline of the call came from: a configuration key, or the call that
	 * this one was made for.
	 * @return the origin with its amount, or {@code null} if there was no deadline
	 */
	public @Nullable String deadlineOrigin() {
		return this.deadlineOrigin;
	}

	/**
	 * Whether the method can have run. {@code false} is a proof that it did not.
	 * @return whether the method may have been executed
	 */
	public boolean mayHaveExecuted() {
		return this.mayHaveExecuted;
	}

	/**
	 * Collects what is known about a failed call.
	 *
	 * @since 0.1.0
	 */
	public static final class Builder {

		private final RpcStatus status;

		private final String message;

		private @Nullable String service;

		private @Nullable String method;

		private @Nullable String instance;

		private int attempts;

		private @Nullable String deadlineOrigin;

		private boolean mayHaveExecuted;

		private @Nullable Throwable cause;

		private Builder(RpcStatus status, @Nullable String message) {
			this.status = status;
			this.message = (message != null) ? message : status.code();
		}

		/**
		 * Names the called method.
		 * @param service the wire name of the service
		 * @param method the wire name of the method
		 * @return this builder
		 */
		public Builder method(String service, String method) {
			this.service = service;
			this.method = method;
			return this;
		}

		/**
		 * Names the instance that was called last.
		 * @param instance its URL, {@code null} if none was chosen
		 * @return this builder
		 */
		public Builder instance(@Nullable String instance) {
			this.instance = instance;
			return this;
		}

		/**
		 * Tells how many attempts were made.
		 * @param attempts the number of attempts
		 * @return this builder
		 */
		public Builder attempts(int attempts) {
			this.attempts = attempts;
			return this;
		}

		/**
		 * Tells where the deadline came from.
		 * @param deadlineOrigin a configuration key or a call, with the amount
		 * @return this builder
		 */
		public Builder deadlineOrigin(@Nullable String deadlineOrigin) {
			this.deadlineOrigin = deadlineOrigin;
			return this;
		}

		/**
		 * Tells whether the method can have run.
		 * @param mayHaveExecuted {@code false} only where that is proven
		 * @return this builder
		 */
		public Builder mayHaveExecuted(boolean mayHaveExecuted) {
			this.mayHaveExecuted = mayHaveExecuted;
			return this;
		}

		/**
		 * Sets the cause.
		 * @param cause the cause, {@code null} if there is none
		 * @return this builder
		 */
		public Builder cause(@Nullable Throwable cause) {
			this.cause = cause;
			return this;
		}

		/**
		 * Makes the exception.
		 * @return a new exception
		 */
		public RpcException build() {
			return new RpcException(this);
		}

		private String describe() {
			if (this.service == null) {
				return this.message;
			}
			StringBuilder text = new StringBuilder(160);
			text.append(this.service).append('/').append(this.method);
			if (this.instance != null) {
				text.append(" at ").append(this.instance);
			}
			text.append(" failed with ").append(this.status.code()).append(": ").append(this.message);
			text.append(" [attempts: ").append(this.attempts);
			if (this.deadlineOrigin != null) {
				text.append(", deadline: ").append(this.deadlineOrigin);
			}
			text.append(", may have executed: ").append(this.mayHaveExecuted ? "yes" : "no");
			return text.append(']').toString();
		}

	}

}
