package io.github.rpcboot.provider;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcPeer;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.provider.AdmissionQueue.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls start as the limits allow, and refuses those that would wait too long,
 * before their body is read. A call waits on its own thread. Calls of the same process
 * pass: its own threads bound them, and one that waits for itself would never end.
 */
final class AdmissionStep implements RpcInterceptor {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final RemoteServices.Admission settings;

	private final RpcEvents events;

	private final LongSupplier clock;

	private final @Nullable AdaptiveLimit adaptive;

	private final AdmissionQueue all;

	private final Map<String, Gate> gates = new ConcurrentHashMap<>();

	AdmissionStep(RemoteServices.Admission settings, RpcEvents events, LongSupplier clock) {
		this.settings = settings;
		this.events = events;
		this.clock = clock;
		this.adaptive = settings.adaptive() ? new AdaptiveLimit(settings.maxInFlight(), clock) : null;
		this.all = new AdmissionQueue((this.adaptive != null) ? this.adaptive : settings::maxInFlight,
				settings.maxWait().toNanos(), clock);
	}

	@Override
	public RpcReply intercept(RpcCall call, RpcHandler next) {
		if (call.peer() == RpcPeer.LOCAL) {
			return next.handle(call);
		}
		AdmissionQueue own = this.gates.computeIfAbsent(call.method().service(), this::gate).queue;
		long arrived = this.clock.getAsLong();
		RpcFailure failure = (own != null) ? enter(own, call, arrived) : null;
		if (failure != null) {
			return RpcReply.failure(failure);
		}
		failure = enter(this.all, call, arrived);
		if (failure != null) {
			if (own != null) {
				own.leave();
			}
			return RpcReply.failure(failure);
		}
		return run(call, next, own);
	}

	private Gate gate(String service) {
		int limit = this.settings.serviceLimits().applyAsInt(service);
		return new Gate(
				(limit > 0) ? new AdmissionQueue(() -> limit, this.settings.maxWait().toNanos(), this.clock) : null);
	}

	private @Nullable RpcFailure enter(AdmissionQueue queue, RpcCall call, long arrived) {
		if (queue.tryEnter()) {
			return null;
		}
		Thread thread = Thread.currentThread();
		Runnable wake = () -> LockSupport.unpark(thread);
		Waiter waiter = queue.enter(arrived, arrived + call.deadline().remainingNanos(), wake);
		call.cancellation().onCancel(wake);
		try {
			await(queue, waiter, call);
		}
		finally {
			call.cancellation().remove(wake);
		}
		return waiter.isAdmitted() ? null : refusal(queue, call, this.clock.getAsLong() - arrived);
	}

	private void await(AdmissionQueue queue, Waiter waiter, RpcCall call) {
		while (waiter.isWaiting()) {
			long left = waiter.expires() - this.clock.getAsLong();
			if (left <= 0 || call.cancellation().isCanceled() || Thread.currentThread().isInterrupted()) {
				queue.giveUp(waiter);
			}
			else {
				LockSupport.parkNanos(queue, left);
			}
		}
	}

	private RpcFailure refusal(AdmissionQueue queue, RpcCall call, long waited) {
		if (call.cancellation().isCanceled()) {
			return RpcFailure.over(RpcStatus.CANCELED, "The caller gave up.", false);
		}
		if (Thread.currentThread().isInterrupted()) {
			return RpcFailure.refused(RpcStatus.UNAVAILABLE, "The provider is stopping.");
		}
		this.events.happened(RpcEvents.Kind.ADMISSION_REFUSED, call.method().service(), null);
		if (call.deadline().isExpired()) {
			return RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, "The deadline passed before the method started.",
					false);
		}
		String whose = (queue == this.all) ? "The provider" : "The service '" + call.method().service() + "'";
		return RpcFailure
			.refused(RpcStatus.UNAVAILABLE,
					whose + " has too many calls: " + queue.limit() + " may run at a time, and this one waited "
							+ TimeUnit.NANOSECONDS.toMillis(waited) + " ms in vain.")
			.withRetryAfter(RETRY_AFTER);
	}

	private RpcReply run(RpcCall call, RpcHandler next, @Nullable AdmissionQueue own) {
		long started = this.clock.getAsLong();
		RpcReply reply = null;
		try {
			reply = next.handle(call);
			return reply;
		}
		finally {
			CompletableFuture<RpcReply> pending = (reply != null) ? reply.pending() : null;
			if (pending != null) {
				pending.whenComplete((done, failure) -> end(call, started, done, own));
			}
			else {
				end(call, started, reply, own);
			}
		}
	}

	/**
	 * Failures are often quicker than answers, and streams last as long as their readers
	 * like: both say nothing about the load.
	 */
	private void end(RpcCall call, long started, @Nullable RpcReply reply, @Nullable AdmissionQueue own) {
		boolean success = reply != null && reply.failure() == null && !call.method().hasStreams();
		long took = this.clock.getAsLong() - started;
		if (this.adaptive != null && success) {
			this.adaptive.answered(call.method(), took, this.all.inFlight());
		}
		leave(this.all, success, took);
		if (own != null) {
			leave(own, success, took);
		}
	}

	private static void leave(AdmissionQueue queue, boolean success, long took) {
		if (success) {
			queue.leave(took);
		}
		else {
			queue.leave();
		}
	}

	int limit() {
		return this.all.limit();
	}

	int inFlight() {
		return this.all.inFlight();
	}

	int waiting() {
		return this.all.waiting();
	}

	/**
	 * What one service must pass.
	 *
	 * @param queue {@code null} if it has no limit of its own
	 */
	private record Gate(@Nullable AdmissionQueue queue) {
	}

}
