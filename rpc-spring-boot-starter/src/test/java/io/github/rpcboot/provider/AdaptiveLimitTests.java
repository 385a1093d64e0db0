package io.github.rpcboot.provider;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.provider.AdmissionQueue.Waiter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

	private long micros;

	private int capacity;

	private int busy;

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
		Runnable work = () -> after(WORK + this.random.nextInt(500), () -> {
			this.latencies.add(this.micros - arrived);
			this.limit.answered(METHOD, (this.micros - started) * 1000, this.queue.inFlight());
			this.busy--;
			if (!this.behind.isEmpty() && this.busy < this.capacity) {
				this.busy++;
				this.behind.remove(0).run();
			}
			this.queue.leave((this.micros - started) * 1000);
		});
		if (this.busy < this.capacity) {
			this.busy++;
			work.run();
		}
		else {
			this.behind.add(work);
		}
	}

	@ParameterizedTest
	@CsvSource({ "1, 3, 75", "5, 3, 50", "10, 3, 50", "10, 10, 50", "40, 3, 55" })
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
