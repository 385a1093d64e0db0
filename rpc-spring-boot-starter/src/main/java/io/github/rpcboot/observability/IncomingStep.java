package io.github.rpcboot.observability;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Observes the handling of calls, until the answer of an asynchronous method is there.
 */
final class IncomingStep implements RpcInterceptor {

	private final Watch watch;

	private final @Nullable HandlingMeters meters;

	IncomingStep(Watch watch, @Nullable HandlingMeters meters) {
		this.watch = watch;
		this.meters = meters;
	}

	@Override
	public RpcReply intercept(RpcCall call, RpcHandler next) {
		RpcReply reply = observe(call, next);
		HandlingMeters known = this.meters;
		if (known == null) {
			return reply;
		}
		return reply.map((done) -> {
			known.handled(call, done);
			return done;
		});
	}

	private RpcReply observe(RpcCall call, RpcHandler next) {
		ObservedCall observed = ObservedCall.handling(call);
		Watched watched = this.watch.start(observed);
		if (watched == null) {
			return next.handle(call);
		}
		Handling handling = new Handling(observed, watched);
		RpcReply reply;
		try (Observation.Scope scope = watched.open()) {
			reply = next.handle(watched.call());
		}
		catch (RuntimeException | Error ex) {
			handling.threw(ex);
			throw ex;
		}
		return handling.ended(reply);
	}

	/**
	 * One call. Its caller may be gone before an asynchronous method answers, if it does.
	 */
	private static final class Handling {

		private final AtomicBoolean stopped = new AtomicBoolean();

		private final ObservedCall observed;

		private final Watched watched;

		Handling(ObservedCall observed, Watched watched) {
			this.observed = observed;
			this.watched = watched;
		}

		RpcReply ended(RpcReply reply) {
			if (reply.pending() == null) {
				stop(reply);
				return reply;
			}
			Runnable givenUp = this::givenUp;
			this.observed.call().cancellation().onCancel(givenUp);
			return reply.map((done) -> {
				this.observed.call().cancellation().remove(givenUp);
				stop(done);
				return done;
			});
		}

		private void givenUp() {
			RpcStatus status = this.observed.call().deadline().isExpired() ? RpcStatus.DEADLINE_EXCEEDED
					: RpcStatus.CANCELED;
			stop(RpcReply.failure(RpcFailure.over(status, status.code(), true)));
		}

		private void stop(RpcReply reply) {
			if (this.stopped.compareAndSet(false, true)) {
				this.observed.answered(reply);
				this.watched.stop();
			}
		}

		void threw(Throwable thrown) {
			if (this.stopped.compareAndSet(false, true)) {
				this.observed.failed(thrown);
				this.watched.stop();
			}
		}

	}

}
