package io.github.rpcboot.observability;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * Observes the handling of calls, until the answer of an asynchronous method is there.
 */
final class IncomingStep implements RpcInterceptor {

	private final Observer observer;

	private final UnaryOperator<RpcHeaders> trace;

	private final @Nullable HandlingMeters meters;

	IncomingStep(Observer observer, UnaryOperator<RpcHeaders> trace, @Nullable HandlingMeters meters) {
		this.observer = observer;
		this.trace = trace;
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
		Observation observation = this.observer.start(observed, context(call), null);
		if (observation.isNoop()) {
			return next.handle(call);
		}
		call.observedBy(observation);
		Handling handling = new Handling(observed, observation);
		RpcReply reply;
		try (Observation.Scope scope = observation.openScope()) {
			reply = next.handle(call.withHeaders(this.trace.apply(call.headers())));
		}
		catch (RuntimeException | Error ex) {
			handling.threw(ex);
			throw ex;
		}
		return handling.ended(reply);
	}

	/**
	 * A filter of the web application may have read the trace already: then its span is
	 * the parent. The span is of kind SERVER either way.
	 */
	private Observation.Context context(RpcCall call) {
		if (this.observer.current() != null) {
			SenderContext<Object> context = new SenderContext<>((carrier, name, value) -> {
			}, Kind.SERVER);
			context.setCarrier(context);
			return context;
		}
		ReceiverContext<RpcHeaders> context = new ReceiverContext<>(RpcHeaders::get, Kind.SERVER);
		context.setCarrier(call.headers());
		return context;
	}

	/**
	 * One call. Its caller may be gone before an asynchronous method answers, if it does.
	 */
	private final class Handling {

		private final AtomicBoolean stopped = new AtomicBoolean();

		private final ObservedCall observed;

		private final Observation observation;

		Handling(ObservedCall observed, Observation observation) {
			this.observed = observed;
			this.observation = observation;
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
				IncomingStep.this.observer.stop(this.observation, this.observed);
			}
		}

		void threw(Throwable thrown) {
			if (this.stopped.compareAndSet(false, true)) {
				this.observed.failed(thrown);
				IncomingStep.this.observer.stop(this.observation, this.observed);
			}
		}

	}

}
