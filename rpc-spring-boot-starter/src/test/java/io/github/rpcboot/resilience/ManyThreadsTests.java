package io.github.rpcboot.resilience;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;

import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcEvents;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many threads on one picker whose lists change, with every outcome, on a clock that runs
 * fast.
 */
class ManyThreadsTests {

	private static final int THREADS = 8;

	private static final int CALLS = 10_000;

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000);

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	private final AtomicLong ejected = new AtomicLong();

	private final AtomicLong readmitted = new AtomicLong();

	private final Set<InstanceState> states = ConcurrentHashMap.newKeySet();

	private final Instances instances = instances();

	private final List<List<Endpoint>> lists = List.of(Calls.instances(2), Calls.instances(3), Calls.instances(1),
			Calls.instances(5));

	private Instances instances() {
		IntUnaryOperator random = (bound) -> ThreadLocalRandom.current().nextInt(bound);
		Choice choice = new TwoChoices(random, new SlowStart(1000, random));
		Choice watched = (candidates, now) -> {
			candidates.forEach((one) -> this.states.add(one.state()));
			return choice.choose(candidates, now);
		};
		return new Instances("orders", watched, true, this.now::get, random, (kind, subject,
				instance) -> ((kind == RpcEvents.Kind.EJECTED) ? this.ejected : this.readmitted).incrementAndGet());
	}

	private void calls() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		for (int i = 0; i < CALLS; i++) {
			this.now.addAndGet(random.nextInt(2_000_000));
			List<Endpoint> list = this.lists.get((i / 500) % this.lists.size());
			List<Endpoint> tried = (random.nextInt(4) == 0) ? list.subList(0, 1) : List.of();
			Endpoint picked = this.instances.pick(list, tried);
			assertThat(list.contains(picked)).isTrue();
			AttemptOutcome[] outcomes = AttemptOutcome.values();
			this.instances.finished(picked, outcomes[random.nextInt(outcomes.length)]);
		}
	}

	@Test
	void nothingIsLostAndNothingIsLeft() throws InterruptedException {
		CountDownLatch done = new CountDownLatch(THREADS);
		for (int i = 0; i < THREADS; i++) {
			new Thread(() -> {
				try {
					calls();
				}
				catch (Throwable ex) {
					this.failures.add(ex);
				}
				done.countDown();
			}).start();
		}

		assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.failures).isEmpty();
		assertThat(this.ejected.get()).isPositive();
		assertThat(this.readmitted.get()).isBetween(this.ejected.get() - 5, this.ejected.get());
		assertThat(this.states).hasSizeGreaterThanOrEqualTo(5).allMatch((state) -> state.inFlight() == 0);
	}

}
