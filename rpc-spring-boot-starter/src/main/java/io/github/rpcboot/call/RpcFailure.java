package io.github.rpcboot.call;

import java.time.Duration;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import org.jspecify.annotations.Nullable;

/**
 * What failed in a call: status, message and what is known about the execution of the
 * method. Immutable.
 *
 * @since 0.1.0
 */
public final class RpcFailure {

	private final RpcStatus status;

	private final String message;

	private final FailureClass failureClass;

	private final boolean mayHaveExecuted;

	private final @Nullable DeclaredException exception;

	private final @Nullable Throwable cause;

	private final @Nullable Duration retryAfter;

	private final boolean notAccepted;

	private final @Nullable Throwable thrown;

	private RpcFailure(RpcStatus status, String message, FailureClass failureClass, boolean mayHaveExecuted,
			@Nullable DeclaredException exception, @Nullable Throwable cause) {
		this(status, message, failureClass, mayHaveExecuted, exception, cause, null, false, null);
	}

	private RpcFailure(RpcStatus status, String message, FailureClass failureClass, boolean mayHaveExecuted,
			@Nullable DeclaredException exception, @Nullable Throwable cause, @Nullable Duration retryAfter,
			boolean notAccepted, @Nullable Throwable thrown) {
		this.status = status;
		this.message = message;
		this.failureClass = failureClass;
		this.mayHaveExecuted = mayHaveExecuted;
		this.exception = exception;
		this.cause = cause;
		this.retryAfter = retryAfter;
		this.notAccepted = notAccepted;
		this.thrown = thrown;
	}

	/**
	 * A failure before any byte of the request was written.
	 * @param status the status
	 * @param message what failed and what to do
	 * @param cause the cause, {@code null} if there is none
	 * @return a failure of class A
	 */
	public static RpcFailure neverSent(RpcStatus status, String message, @Nullable Throwable cause) {
		return new RpcFailure(status, message, FailureClass.NEVER_SENT, false, null, cause);
	}

	/**
	 * A connection that was waited for in vain. Nobody refused it, so that the instance
	 * may be there, and have too much to do.
	 * @param message what failed and what to do
	 * @param cause the cause, {@code null} if there is none
	 * @return an {@code unavailable} failure of class A
	 */
	public static RpcFailure notAccepted(String message, @Nullable Throwable cause) {
		return new RpcFailure(RpcStatus.UNAVAILABLE, message, FailureClass.NEVER_SENT, false, null, cause, null, true,
				null);
	}

	/**
	 * A refusal by which the provider says that the method did not start.
	 * @param status the status
	 * @param message what failed and what to do
	 * @return a failure of class B
	 */
	public static RpcFailure refused(RpcStatus status, String message) {
		return new RpcFailure(status, message, FailureClass.REFUSED, false, null, null);
	}

	/**
	 * A failure after which nobody knows whether the method ran.
	 * @param status the status
	 * @param message what failed and what to do
	 * @param cause the cause, {@code null} if there is none
	 * @return a failure of class C
	 */
	public static RpcFailure ambiguous(RpcStatus status, String message, @Nullable Throwable cause) {
		return new RpcFailure(status, message, FailureClass.AMBIGUOUS, true, null, cause);
	}

	/**
	 * An error that the provider answered.
	 * @param status the status
	 * @param message what failed and what to do
	 * @return a failure of class D
	 */
	public static RpcFailure answered(RpcStatus status, String message) {
		return new RpcFailure(status, message, FailureClass.ANSWERED, true, null, null);
	}

	/**
	 * The end of a call by its deadline, its caller or a local limit.
	 * @param status the status
	 * @param message what failed and what to do
	 * @param mayHaveExecuted whether a request was written before
	 * @return a failure of class E
	 */
	public static RpcFailure over(RpcStatus status, String message, boolean mayHaveExecuted) {
		return new RpcFailure(status, message, FailureClass.OVER, mayHaveExecuted, null, null);
	}

	/**
	 * Adds the declared exception.
	 * @param exception the exception in its wire form, {@code null} if there is none
	 * @return a failure with the exception
	 */
	public RpcFailure withException(@Nullable DeclaredException exception) {
		return new RpcFailure(this.status, this.message, this.failureClass, this.mayHaveExecuted, exception, this.cause,
				this.retryAfter, this.notAccepted, this.thrown);
	}

	/**
	 * Adds the provider's wish when to try again.
	 * @param retryAfter the pause before the next attempt, negative if there is to be
	 * none; {@code null} if the provider has no wish
	 * @return a failure with the wish
	 */
	public RpcFailure withRetryAfter(@Nullable Duration retryAfter) {
		return new RpcFailure(this.status, this.message, this.failureClass, this.mayHaveExecuted, this.exception,
				this.cause, retryAfter, this.notAccepted, this.thrown);
	}

	/**
	 * Adds what caused the failure on this side.
	 * @param cause the cause, which is never sent; {@code null} if there is none
	 * @return a failure with the cause
	 */
	public RpcFailure withCause(@Nullable Throwable cause) {
		return new RpcFailure(this.status, this.message, this.failureClass, this.mayHaveExecuted, this.exception, cause,
				this.retryAfter, this.notAccepted, this.thrown);
	}

	/**
	 * Adds an exception that code of the application's own has made of the answer, and
	 * that its caller expects.
	 * @param thrown the exception, which the caller receives as it is; {@code null} if
	 * there is none
	 * @return a failure with the exception
	 */
	public RpcFailure withThrown(@Nullable Throwable thrown) {
		return new RpcFailure(this.status, this.message, this.failureClass, this.mayHaveExecuted, this.exception,
				this.cause, this.retryAfter, this.notAccepted, thrown);
	}

	/**
	 * Adds what is known of an earlier attempt of the same call.
	 * @return a failure after which the method can have run
	 */
	public RpcFailure afterAmbiguous() {
		return this.mayHaveExecuted ? this : new RpcFailure(this.status, this.message, this.failureClass, true,
				this.exception, this.cause, this.retryAfter, this.notAccepted, this.thrown);
	}

	/**
	 * The status.
	 * @return one of the sixteen codes
	 */
	public RpcStatus status() {
		return this.status;
	}

	/**
	 * What failed and what to do.
	 * @return the message
	 */
	public String message() {
		return this.message;
	}

	/**
	 * What is known about the attempt.
	 * @return the class of the failure
	 */
	public FailureClass failureClass() {
		return this.failureClass;
	}

	/**
	 * Whether a connection was waited for in vain: nobody refused it, so that the
	 * instance may be there.
	 * @return whether it is a failure of class A by time
	 */
	public boolean isNotAccepted() {
		return this.notAccepted;
	}

	/**
	 * Whether the method can have run.
	 * @return {@code false} only where that is proven
	 */
	public boolean mayHaveExecuted() {
		return this.mayHaveExecuted;
	}

	/**
	 * The declared exception in its wire form.
	 * @return the exception, or {@code null} if the failure is none
	 */
	public @Nullable DeclaredException exception() {
		return this.exception;
	}

	/**
	 * What caused the failure on this side.
	 * @return the cause, which is never sent, or {@code null}
	 */
	public @Nullable Throwable cause() {
		return this.cause;
	}

	/**
	 * What code of the application's own, such as a decoder of errors, has made of the
	 * answer.
	 * @return the exception that the caller receives as it is, or {@code null}
	 */
	public @Nullable Throwable thrown() {
		return this.thrown;
	}

	/**
	 * When the provider wishes the call to be tried again.
	 * @return the pause, negative if it is not to be tried again, {@code null} if the
	 * provider has no wish
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	/**
	 * The exception that the caller of a method receives for this failure.
	 * @param call the call that failed
	 * @return an exception that knows the place
	 */
	public RpcException toException(RpcCall call) {
		int attempts = call.attempts().size();
		return RpcException.builder(this.status, this.message)
			.method(call.method().service(), call.method().name())
			.instance((attempts > 0) ? call.attempts().get(attempts - 1).toString() : null)
			.attempts(attempts)
			.deadlineOrigin(call.deadline().describe())
			.mayHaveExecuted(this.mayHaveExecuted)
			.cause(this.cause)
			.build();
	}

	@Override
	public String toString() {
		return this.status.code() + ": " + this.message;
	}

	/**
	 * A declared exception in its wire form.
	 *
	 * @param name its wire name
	 * @param fields its fields as a JSON object in UTF-8
	 * @since 0.1.0
	 */
	public record DeclaredException(String name, byte[] fields) {
	}

}
