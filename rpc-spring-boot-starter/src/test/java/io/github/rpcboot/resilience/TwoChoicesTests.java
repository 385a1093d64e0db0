package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.FailureClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TwoChoicesTests {

	private static final Endpoint A = Endpoint.parse("http://a", "test");

	private static final Endpoint B = Endpoint.parse("http://b", "test");

	private static final Endpoint C = Endpoint.parse("http://c", "test");

	private static final List<Endpoint> BOTH = List.of(A, B);

	/** What the random source gives for a jitter of nothing. */
	private static final int NO_JITTER = 200;

	private final Random random = new Random(42);

	private long now;

	private final TwoChoices picker = new TwoChoices(() -> this.now,
			(bound) -> (bound == InstanceState.JITTER_STEPS) ? NO_JITTER : this.random.nextInt(bound));

	private void pass(long millis) {
		this.now += Duration.ofMillis(millis).toNanos();
	}

	private Endpoint pick(List<Endpoint> endpoints) {
		return this.picker.pick(endpoints, Set.of());
	}

	private Endpoint call(List<Endpoint> endpoints) {
		Endpoint picked = pick(endpoints);
		this.picker.finished(picked, null);
		return picked;
	}

	private void refuse(Endpoint endpoint) {
		assertThat(pick(List.of(endpoint))).isEqualTo(endpoint);
		this.picker.finished(endpoint, FailureClass.NEVER_SENT);
	}

	private Set<Endpoint> seen(List<Endpoint> endpoints) {
		Set<Endpoint> seen = new HashSet<>();
		for (int i = 0; i < 50; i++) {
			seen.add(call(endpoints));
		}
		return seen;
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 5 })
	void equalInstancesShareTheCallsFairly(int instances) {
		List<Endpoint> endpoints = IntStream.range(0, instances)
			.mapToObj((i) -> Endpoint.parse("http://host" + i, "test"))
			.toList();
		Map<Endpoint, Integer> counts = new HashMap<>();
		for (int i = 0; i < 10_000; i++) {
			counts.merge(call(endpoints), 1, Integer::sum);
		}

		int fair = 10_000 / instances;
		assertThat(counts).hasSize(instances);
		assertThat(counts.values())
			.allSatisfy((count) -> assertThat(count).isBetween(fair * 95 / 100, fair * 105 / 100));
	}

	@Test
	void theInstanceWithFewerCallsInFlightWins() {
		Endpoint busy = pick(BOTH);
		Endpoint idle = busy.equals(A) ? B : A;

		assertThat(seen(BOTH)).containsExactly(idle);

		this.picker.finished(busy, null);
		assertThat(seen(BOTH)).containsExactlyInAnyOrder(A, B);
	}

	@Test
	void callsThatStayOpenSpreadEvenly() {
		Map<Endpoint, Integer> open = new HashMap<>();
		for (int i = 0; i < 100; i++) {
			open.merge(pick(BOTH), 1, Integer::sum);
		}

		assertThat(open).containsEntry(A, 50).containsEntry(B, 50);
	}

	@Test
	void untriedInstancesArePreferred() {
		for (int i = 0; i < 50; i++) {
			assertThat(this.picker.pick(List.of(A, B, C), List.of(A, C))).isEqualTo(B);
		}
	}

	@Test
	void aTriedInstanceIsChosenIfThereIsNoOther() {
		assertThat(this.picker.pick(BOTH, List.of(A, B))).isIn(A, B);
		assertThat(this.picker.pick(List.of(A), List.of(A))).isEqualTo(A);
	}

	@Test
	void noInstancesMakeNoChoice() {
		assertThat(this.picker.pick(List.of(), List.of())).isNull();
	}

	@Test
	void anInstanceThatRefusesIsPassedOverForAWhile() {
		refuse(A);

		assertThat(seen(BOTH)).containsExactly(B);
		pass(199);
		assertThat(seen(BOTH)).containsExactly(B);
		pass(1);
		assertThat(seen(BOTH)).containsExactlyInAnyOrder(A, B);
	}

	@Test
	void oneCallerProbesAndOthersGoOnPassingItOver() {
		refuse(A);
		pass(200);

		Endpoint picked = pick(BOTH);
		while (!picked.equals(A)) {
			this.picker.finished(picked, null);
			picked = pick(BOTH);
		}

		assertThat(seen(BOTH)).containsExactly(B);
		this.picker.finished(A, null);
		assertThat(seen(BOTH)).containsExactlyInAnyOrder(A, B);
	}

	@Test
	void theBackOffGrowsUpToHalfAMinute() {
		double expected = 200;
		for (int i = 0; i < 20; i++) {
			refuse(A);
			pass((long) expected - 1);
			assertThat(seen(BOTH)).as("after %d refusals", i + 1).containsExactly(B);
			pass(2);
			expected = Math.min(30_000, expected * 1.6);
		}
		assertThat(expected).isEqualTo(30_000);
		refuse(A);
		pass(30_001);
		assertThat(seen(BOTH)).contains(A);
	}

	@Test
	void aSuccessEndsTheBackOff() {
		refuse(A);
		pass(200);
		refuse(A);
		pass(320);
		call(List.of(A));

		refuse(A);
		pass(200);
		assertThat(seen(BOTH)).contains(A);
	}

	@Test
	void refusalsOfOneMomentCountOnce() {
		for (int i = 0; i < 16; i++) {
			pick(List.of(A));
		}
		for (int i = 0; i < 16; i++) {
			this.picker.finished(A, FailureClass.NEVER_SENT);
		}

		pass(200);
		assertThat(seen(BOTH)).contains(A);
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER_SENT")
	void onlyARefusedConnectionCounts(FailureClass failureClass) {
		pick(List.of(A));
		this.picker.finished(A, failureClass);

		assertThat(seen(BOTH)).containsExactlyInAnyOrder(A, B);
	}

	@Test
	void theBackOffIsSpreadByAFifth() {
		for (int jitter : new int[] { 0, 400 }) {
			TwoChoices spread = new TwoChoices(() -> this.now,
					(bound) -> (bound == InstanceState.JITTER_STEPS) ? jitter : this.random.nextInt(bound));
			spread.pick(List.of(A), Set.of());
			spread.finished(A, FailureClass.NEVER_SENT);
			long pause = 160 + jitter / 5;

			pass(pause - 1);
			assertThat(spread.pick(BOTH, Set.of())).isEqualTo(B);
			pass(1);
			assertThat(spread.pick(BOTH, Set.of())).isEqualTo(A);
		}
	}

	@Test
	void aSingleInstanceIsAlwaysTried() {
		for (int i = 0; i < 10; i++) {
			refuse(A);
		}

		assertThat(pick(List.of(A))).isEqualTo(A);
	}

	@Test
	void ifAllInstancesRefuseAllAreTried() {
		refuse(A);
		refuse(B);

		assertThat(seen(BOTH)).isNotEmpty();
		assertThat(pick(BOTH)).isNotNull();
	}

	@Test
	void anInstanceThatWentInUseAndCameBackIsNoBetterThanOthers() {
		Endpoint used = pick(BOTH);
		Endpoint other = used.equals(A) ? B : A;
		call(List.of(other));
		this.picker.finished(used, null);

		assertThat(seen(BOTH)).containsExactlyInAnyOrder(A, B);
	}

}
