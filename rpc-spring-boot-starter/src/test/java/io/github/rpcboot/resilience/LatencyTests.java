package io.github.rpcboot.resilience;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatencyTests {

	private final Latency latency = new Latency();

	private void took(int times, long millis) {
		for (int i = 0; i < times; i++) {
			this.latency.took(TimeUnit.MILLISECONDS.toNanos(millis));
		}
	}

	private long millis() {
		return TimeUnit.NANOSECONDS.toMillis(this.latency.mostOfThem());
	}

	@Test
	void nothingIsKnownAtFirst() {
		took(31, 10);
		assertThat(this.latency.mostOfThem()).isEqualTo(Latency.UNKNOWN);

		took(1, 10);
		assertThat(millis()).isEqualTo(10);
	}

	@Test
	void itIsFiveMillisecondsAtLeast() {
		took(200, 1);

		assertThat(millis()).isEqualTo(5);
	}

	@Test
	void fewSlowOnesDoNotMatterAndManyDo() {
		for (int i = 0; i < 10; i++) {
			took(49, 10);
			took(1, 500);
		}
		assertThat(millis()).isEqualTo(10);

		for (int i = 0; i < 10; i++) {
			took(9, 10);
			took(1, 500);
		}
		assertThat(millis()).isEqualTo(500);
	}

	@Test
	void onlyTheLastCallsCount() {
		took(1000, 500);
		took(128 + 16, 20);

		assertThat(millis()).isEqualTo(20);
	}

	@Test
	void itGoesOnForEver() {
		for (int i = 0; i < 100_000; i++) {
			took(1, 10);
		}
		assertThat(millis()).isEqualTo(10);
	}

}
