package io.github.rpcboot.provider;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.provider.AdmissionQueue.Waiter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A provider in simulated time: behind the admission there is a resource that serves only
 * so many calls at a time, in order, 25 ms each.
 */
class AdaptiveLimitTests {

	private static final MethodContract METHOD = MethodContract.unknown("Shop", "buy");

	private static final MethodContract SLOW = MethodContract.unknown("Shop", "report");

	private static final long WORK = 25_000;

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private final List<Runnable> behind = new ArrayList<>();

	private final Random random = new Random(7);

	private final Random disturbances = new Random(42);

	/** In which tenth of a second how much is added to each call. */
	private final Map<Long, Double> disturbed = new HashMap<>();

	private long micros;

	private int capacity;

	private int busy;

	private long work = WORK;

	private boolean timesVary;

	private boolean machineIsNoisy;

	private long order;

	private AdaptiveLimit limit = adaptive(170);

	private final AdmissionQueue queue = new AdmissionQueue(() -> this.limit.getAsInt(),
			TimeUnit.MILLISECONDS.toNanos(500), this::nanos);

	private final List<Long> latencies = new ArrayList<>();

	private long nanos() {
		return this.micros * 1000;
	}

	private AdaptiveLimit adaptive(int most) {
		return new AdaptiveLimit(most, this::nanos);
	}

	private void after(long micros, Runnable action) {
		this.events.add(new Event(this.micros + micros, this.order++, action));
	}

	private void run(double seconds) {
		long end = this.micros + (long) (seconds * 1e6);
		while (!this.events.isEmpty() && this.events.peek().at <= end) {
			Event event = this.events.remove();
			this.micros = event.at;
			event.action.run();
		}
		this.micros = end;
	}

	/** Calls come at random times, as many as given on average. */
	private void offer(double perSecond, double seconds) {
		long end = this.micros + (long) (seconds * 1e6);
		arriveUntil(end, 1e6 / perSecond);
		run(seconds);
	}

	private void arriveUntil(long end, double meanGap) {
		long gap = (long) (-Math.log(1 - this.random.nextDouble()) * meanGap);
		if (this.micros + gap < end) {
			after(gap, () -> {
				call();
				arriveUntil(end, meanGap);
			});
		}
	}

	/** Calls as soon as it has an answer, or was refused a moment ago. */
	private void callAgainAndAgain() {
		long arrived = this.micros;
		Waiter[] waiter = new Waiter[1];
		Runnable decided = () -> {
			if (waiter[0].isAdmitted()) {
				after(WORK + this.random.nextInt(500), () -> {
					answered(arrived, arrived);
					callAgainAndAgain();
				});
			}
			else {
				after(1000, this::callAgainAndAgain);
			}
		};
		waiter[0] = this.queue.enter(nanos(), nanos() + TimeUnit.SECONDS.toNanos(3), decided);
		if (!waiter[0].isWaiting()) {
			decided.run();
		}
		else {
			after(waiter[0].expires() / 1000 - this.micros, () -> this.queue.giveUp(waiter[0]));
		}
	}

	private void call() {
		long arrived = this.micros;
		Waiter[] waiter = new Waiter[1];
		waiter[0] = this.queue.enter(nanos(), nanos() + TimeUnit.SECONDS.toNanos(3), () -> {
			if (waiter[0].isAdmitted()) {
				start(arrived);
			}
		});
		if (waiter[0].isAdmitted()) {
			start(arrived);
		}
		else if (waiter[0].isWaiting()) {
			after(waiter[0].expires() / 1000 - this.micros, () -> this.queue.giveUp(waiter[0]));
		}
	}

	private void start(long arrived) {
		long started = this.micros;
		Runnable work = () -> after(service(), () -> {
			this.busy--;
			if (!this.behind.isEmpty() && this.busy < this.capacity) {
				this.busy++;
				this.behind.remove(0).run();
			}
			after(noise(), () -> answered(arrived, started));
		});
		if (this.busy < this.capacity) {
			this.busy++;
			work.run();
		}
		else {
			this.behind.add(work);
		}
	}

	private void answered(long arrived, long started) {
		this.latencies.add(this.micros - arrived);
		this.limit.answered(METHOD, (this.micros - started) * 1000, this.queue.inFlight());
		this.queue.leave((this.micros - started) * 1000);
	}

	/** The same for each call, or exponentially distributed. */
	private long service() {
		return this.timesVary ? (long) (-Math.log(1 - this.random.nextDouble()) * this.work) : this.work;
	}

	/**
	 * What a shared machine adds, as seen in the fault rig: for a tenth of a second
	 * little, then 4 or 10 ms.
	 */
	private long noise() {
		if (!this.machineIsNoisy) {
			return this.random.nextInt(500);
		}
		double mean = this.disturbed.computeIfAbsent(this.micros / 100_000, (slot) -> {
			double kind = this.disturbances.nextDouble();
			double most = (kind < 0.45) ? 200 : (kind < 0.8) ? 1500 : (kind < 0.95) ? 4000 : 10_000;
			return -Math.log(1 - this.disturbances.nextDouble()) * most;
		});
		return (long) (mean * (0.5 + this.random.nextDouble()));
	}

	/**
	 * Twice what a call takes without load, 25.5 ms at most, and more where that is known
	 * to be missed.
	 */
	@ParameterizedTest
	@CsvSource({ "1, 3, 75", "5, 3, 51", "10, 3, 51", "10, 10, 51", "40, 3, 55" })
	void findsTheCapacityWithinTenSecondsOfOverload(int capacity, double overload, long p99) {
		this.capacity = capacity;
		double best = capacity * 1e6 / WORK;
		offer(best * overload, 10);
		this.latencies.clear();

		offer(best * overload, 10);

		Collections.sort(this.latencies);
		assertThat(this.latencies.size() / 10.0).as("goodput").isGreaterThan(0.9 * best);
		assertThat(this.latencies.get((int) (this.latencies.size() * 0.99))).as("p99 of admitted calls")
			.isLessThanOrEqualTo(p99 * 1000);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 5, 10, 40 })
	void aNoisyMachineDoesNotMoveTheLimit(int capacity) {
		this.machineIsNoisy = true;
		this.capacity = capacity;
		double best = capacity * 1e6 / WORK;
		offer(best * 3, 10);
		this.latencies.clear();

		offer(best * 3, 60);

		assertThat(this.latencies.size() / 60.0).as("goodput").isGreaterThan(0.85 * best);
		assertThat(this.limit.getAsInt()).isBetween(capacity / 2, (capacity < 5) ? 2 * capacity : capacity * 13 / 10);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 5, 10, 40 })
	void timesThatVaryDoNotMoveTheLimit(int capacity) {
		this.timesVary = true;
		this.capacity = capacity;
		double best = capacity * 1e6 / WORK;
		offer(best * 3, 20);
		this.latencies.clear();

		offer(best * 3, 60);

		assertThat(this.latencies.size() / 60.0).as("goodput").isGreaterThan(0.8 * best);
		assertThat(this.limit.getAsInt()).isBetween(capacity / 2, 3 * capacity);
	}

	@Test
	void isNoLowerWhereCallsAreSlowForAnotherReason() {
		this.capacity = 20;
		offer(2400, 10);
		this.work = 3 * WORK;
		offer(2400, 15);
		this.latencies.clear();

		offer(2400, 15);

		assertThat(this.latencies.size() / 15.0).as("goodput").isGreaterThan(0.85 * 20 * 1e6 / this.work);
	}

	@Test
	void aClosedLoopOfCallersGetsAsMuchAsItAsksFor() {
		this.capacity = 100;
		for (int i = 0; i < 70; i++) {
			callAgainAndAgain();
		}
		run(30);
		this.latencies.clear();

		run(30);

		assertThat(this.limit.getAsInt()).isBetween(66, 100);
		assertThat(this.latencies.size() / 30.0).as("calls per second").isGreaterThan(0.95 * 70 * 1e6 / WORK);
	}

	@Test
	void aTrialThatGetsNoAnswersEnds() {
		this.capacity = 100;
		offer(2400, 0.95);
		int before = this.limit.getAsInt();
		for (int i = 0; i < 400 && this.limit.getAsInt() >= before; i++) {
			this.micros += 2_500;
			this.limit.answered(METHOD, TimeUnit.MILLISECONDS.toNanos(25), before);
		}
		assertThat(this.limit.getAsInt()).isLessThan(before);

		this.micros += 1_500_000;

		assertThat(this.limit.getAsInt()).isGreaterThanOrEqualTo(before);
	}

	@Test
	void manyRareMethodsDoNotRaiseTheLimitToTheMost() {
		List<MethodContract> methods = IntStream.range(0, 60)
			.mapToObj((i) -> MethodContract.unknown("Shop", "method" + i))
			.toList();
		// A queue of our own: what is admitted shares 200 calls a second.
		for (int i = 0; i < 24_000; i++) {
			this.micros += 5_000;
			int admitted = this.limit.getAsInt();
			this.limit.answered(methods.get(this.random.nextInt(60)), admitted * 5_000_000L, admitted);
		}
		assertThat(this.limit.getAsInt()).isLessThan(20);
	}

	@Test
	void findsACapacityThatGrows() {
		this.capacity = 5;
		offer(600, 10);
		assertThat(this.limit.getAsInt()).isBetween(4, 7);

		this.capacity = 40;
		offer(3200, 10);

		assertThat(this.limit.getAsInt()).isBetween(20, 60);
	}

	@Test
	void comesDownFromALimitThatItFoundBefore() {
		this.capacity = 40;
		offer(2 * 1600, 10);
		assertThat(this.limit.getAsInt()).isBetween(36, 48);

		this.capacity = 10;
		offer(1200, 5);

		assertThat(this.limit.getAsInt()).isBetween(5, 13);
	}

	@Test
	void staysWhereItIsWithoutLoad() {
		this.capacity = 100;
		offer(100, 10);
		assertThat(this.limit.getAsInt()).isEqualTo(10);
	}

	@Test
	void neverPassesTheFixedLimit() {
		this.limit = adaptive(16);
		this.capacity = 100;
		offer(4000, 5);
		assertThat(this.limit.getAsInt()).isBetween(8, 16);
		assertThat(adaptive(4).getAsInt()).isEqualTo(4);
	}

	@Test
	void aSlowMethodIsNoSignOfLoad() {
		for (int i = 0; i < 4000; i++) {
			this.micros += 2_500;
			this.limit.answered((i % 50 < 40) ? METHOD : SLOW, TimeUnit.MILLISECONDS.toNanos((i % 50 < 40) ? 10 : 400),
					this.limit.getAsInt());
		}
		assertThat(this.limit.getAsInt()).isGreaterThan(40);
	}

	private record Event(long at, long order, Runnable action) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			int byTime = Long.compare(this.at, other.at);
			return (byTime != 0) ? byTime : Long.compare(this.order, other.order);
		}

	}

}
