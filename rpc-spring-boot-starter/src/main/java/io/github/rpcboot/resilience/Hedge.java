package io.github.rpcboot.resilience;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcTimer;
import io.github.rpcboot.contract.MethodContract;

/**
 * Sends an attempt that takes longer than most a second time, to another instance, and
 * takes the answer that comes first. For methods that may run twice, and for at most 5 %
 * of the calls. The first attempt stays on its caller's thread.
 */
final class Hedge implements RpcInterceptor {

	private static final int SECONDS = 10;

	private static final int MOST_PERCENT = 5;

	private final String application;

	private final Predicate<MethodContract> hedged;

	private final LongSupplier clock;

	private final RpcEvents events;

	private final Executor threads;

	private final Map<MethodContract, Latency> latencies = new ConcurrentHashMap<>();

	private final SlidingCount calls;

	private final SlidingCount hedges;

	Hedge(String application, Predicate<MethodContract> hedged, LongSupplier clock, Executor threads,
			RpcEvents events) {
		this.application = application;
		this.hedged = hedged;
		this.clock = clock;
		this.threads = threads;
		this.events = events;
		this.calls = new SlidingCount(clock, SECONDS, TimeUnit.SECONDS.toNanos(1));
		this.hedges = new SlidingCount(clock, SECONDS, TimeUnit.SECONDS.toNanos(1));
	}

	@Override
	public RpcReply intercept(RpcCall call, RpcHandler next) {
		if (!RetryPolicy.isRepeatable(call) || call.method().hasStreams() || !this.hedged.test(call.method())) {
			return next.handle(call);
		}
		this.calls.increment();
		Latency latency = this.latencies.computeIfAbsent(call.method(), (method) -> new Latency());
		long started = this.clock.getAsLong();
		long delay = latency.mostOfThem();
		RpcReply reply = (delay == Latency.UNKNOWN) ? next.handle(call) : race(call, next, delay);
		if (reply.failure() == null) {
			latency.took(this.clock.getAsLong() - started);
		}
		return reply;
	}

	private RpcReply race(RpcCall call, RpcHandler next, long delay) {
		HedgedAttempt race = new HedgedAttempt(call, next);
		Runnable cancel = RpcTimer.later(delay, () -> startSecond(race));
		try {
			return race.first();
		}
		finally {
			cancel.run();
		}
	}

	private void startSecond(HedgedAttempt race) {
		if (this.hedges.sum() * 100 >= this.calls.sum() * MOST_PERCENT || !race.claimSecond()) {
			return;
		}
		try {
			this.hedges.increment();
			this.threads.execute(() -> {
				this.events.happened(RpcEvents.Kind.HEDGED, this.application, null);
				race.second();
			});
		}
		catch (RejectedExecutionException ex) {
			race.withoutSecond();
		}
	}

}
