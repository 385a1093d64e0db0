package io.github.rpcboot.resilience;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTests {

	@ParameterizedTest
	@CsvSource({ "1, 50", "2, 100", "3, 200", "4, 400", "5, 800", "6, 1000", "7, 1000", "31, 1000", "1000000, 1000" })
	void thePauseIsRandomBetweenNothingAndALimitThatDoubles(int repeat, long limit) {
		assertThat(new Backoff((bound) -> 0).nanos(repeat)).isZero();
		assertThat(new Backoff((bound) -> bound - 1).nanos(repeat)).isEqualTo(Duration.ofMillis(limit).toNanos());
		assertThat(new Backoff((bound) -> bound / 2).nanos(repeat)).isEqualTo(Duration.ofMillis(limit).toNanos() / 2);
	}

}
