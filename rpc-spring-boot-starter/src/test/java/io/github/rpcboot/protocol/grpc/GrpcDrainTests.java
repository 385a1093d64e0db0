package io.github.rpcboot.protocol.grpc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long a gRPC provider waits for its callers to go elsewhere.
 */
class GrpcDrainTests {

	private final AtomicLong now = new AtomicLong(TimeUnit.HOURS.toNanos(1));

	private Runnable meanwhile = () -> {
	};

	private final GrpcDrain drain = new GrpcDrain(this.now::get, (nanos) -> {
		this.now.addAndGet(nanos);
		this.meanwhile.run();
	});

	private void call() {
		this.drain.started();
		this.drain.ended();
	}

	private long millisToWait(Duration most) {
		this.drain.begin();
		long began = this.now.get();
		this.drain.await(most);
		return TimeUnit.NANOSECONDS.toMillis(this.now.get() - began);
	}

	@Test
	void nobodyWouldNoticeWhereNobodyHasCalled() {
		assertThat(this.drain.isNeeded()).isFalse();
		assertThat(millisToWait(Duration.ofSeconds(2))).isZero();
		call();
		assertThat(this.drain.isNeeded()).isTrue();
		this.now.addAndGet(TimeUnit.SECONDS.toNanos(61));
		assertThat(this.drain.isNeeded()).isFalse();
	}

	@Test
	void itEndsASecondAfterTheLastCall() {
		call();
		assertThat(millisToWait(Duration.ofSeconds(2))).isBetween(980L, 1020L);
	}

	@Test
	void callersWhoComeBackAreTakenUntilTheTimeIsOver() {
		call();
		this.meanwhile = this::call;
		assertThat(millisToWait(Duration.ofSeconds(2))).isEqualTo(2000);
	}

	@Test
	void aCallInFlightIsLeftToTheServerWhenTheTimeIsOver() {
		this.drain.started();
		assertThat(millisToWait(Duration.ofSeconds(2))).isEqualTo(2000);
		assertThat(this.drain.inFlight()).isEqualTo(1);
	}

	@Test
	void theTimeCountsFromTheBeginning() {
		this.drain.started();
		this.drain.begin();
		this.now.addAndGet(TimeUnit.SECONDS.toNanos(5));
		long before = this.now.get();
		this.drain.await(Duration.ofSeconds(2));
		assertThat(this.now.get()).isEqualTo(before);
	}

	@Test
	void whatHasNotBegunDoesNotWait() {
		this.drain.started();
		long before = this.now.get();
		this.drain.await(Duration.ofSeconds(2));
		assertThat(this.now.get()).isEqualTo(before);
	}

}
