package io.github.rpcboot.resilience;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntUnaryOperator;

import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A picker on a clock that a test moves, without jitter, and what a test does with it.
 */
final class Picking {

	static final long SLOW_START = 10_000;

	final ManualClock clock = new ManualClock();

	final List<String> events = new ArrayList<>();

	final Instances instances;

	private final Random random = new Random(42);

	/** Four tenths of a back-off or an ejection are jitter: half of them is none. */
	private int jitter = 200;

	List<Endpoint> endpoints;

	Picking(int count) {
		this(count, false, true);
	}

	Picking(int count, boolean roundRobin, boolean ejects) {
		this.endpoints = Calls.instances(count);
		IntUnaryOperator any = this.random::nextInt;
		SlowStart slowStart = new SlowStart(SLOW_START * 1_000_000, any);
		Choice choice = roundRobin ? new RoundRobin(slowStart) : new TwoChoices(any, slowStart);
		this.instances = new Instances("orders", choice, ejects, this.clock,
				(bound) -> (bound == Ejection.JITTER_STEPS) ? this.jitter : this.random.nextInt(bound),
				(kind, subject, instance) -> this.events.add(kind + " " + subject + " " + instance.url().getHost()));
	}

	Picking jitter(int jitter) {
		this.jitter = jitter;
		return this;
	}

	Endpoint at(int index) {
		return Calls.instances(index + 1).get(index);
	}

	Picking list(int... indexes) {
		List<Endpoint> list = new ArrayList<>();
		for (int index : indexes) {
			list.add(at(index));
		}
		this.endpoints = list;
		return this;
	}

	Endpoint pick(Endpoint... tried) {
		Endpoint picked = this.instances.pick(this.endpoints, List.of(tried));
		assertThat(picked).isIn(this.endpoints);
		return picked;
	}

	void finish(int index, AttemptOutcome outcome) {
		this.instances.finished(at(index), outcome);
	}

	/** A call that ends at once as the test says, if it goes to a certain instance. */
	Endpoint call() {
		Endpoint picked = pick();
		this.instances.finished(picked, AttemptOutcome.ANSWERED);
		return picked;
	}

	/** Starts calls until one goes to the instance; the others are answered. */
	void start(int index) {
		for (int i = 0; i < 10_000; i++) {
			Endpoint picked = pick();
			if (picked.equals(at(index))) {
				return;
			}
			this.instances.finished(picked, AttemptOutcome.ANSWERED);
		}
		throw new AssertionError(at(index) + " is never picked");
	}

	/** Calls to one instance only, whatever speaks against it. */
	Picking only(int index, int times, AttemptOutcome outcome) {
		for (int i = 0; i < times; i++) {
			start(index);
			finish(index, outcome);
		}
		return this;
	}

	/** Failures of calls that were all under way at once. */
	Picking together(int index, int times, AttemptOutcome outcome) {
		open(index, times);
		for (int i = 0; i < times; i++) {
			finish(index, outcome);
		}
		return this;
	}

	/** Calls that stay open, among others that end. */
	void open(int index, int times) {
		for (int i = 0; i < times; i++) {
			List<Endpoint> others = this.endpoints.stream().filter((one) -> !one.equals(at(index))).toList();
			this.instances.pick(this.endpoints, others);
		}
	}

	Set<Endpoint> seen() {
		return counts(60).keySet();
	}

	Map<Endpoint, Integer> counts(int calls) {
		Map<Endpoint, Integer> counts = new HashMap<>();
		for (int i = 0; i < calls; i++) {
			counts.merge(call(), 1, Integer::sum);
		}
		return counts;
	}

	double share(int index, int calls) {
		return counts(calls).getOrDefault(at(index), 0) / (double) calls;
	}

	boolean isUsed(int index) {
		return seen().contains(at(index));
	}

}
