package io.github.rpcboot.autoconfigure.test.app;

import java.math.BigDecimal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.Hello;
import io.github.rpcboot.autoconfigure.test.RpcHarness;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A fake that is too late is too late.
 */
class FakeDeadlineTests {

	private volatile boolean waiting;

	@Test
	void ofAPlainContract() {
		CountDownLatch never = new CountDownLatch(1);
		try (RpcHarness rpc = RpcHarness.faking(Hello.class, (name) -> String.valueOf(await(never)))
			.with("rpc.consumer.timeout", "150ms")) {
			Hello hello = rpc.reference(Hello.class);
			assertThatExceptionOfType(RpcException.class).isThrownBy(() -> hello.sayHello("Ada"))
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED));
		}
		finally {
			never.countDown();
		}
	}

	/** The fake is still at it when the call is over. */
	@Test
	void ofAContractMappedToRest() {
		CountDownLatch never = new CountDownLatch(1);
		try (RpcHarness rpc = RpcHarness
			.faking(Rates.class, (currency) -> await(never) ? BigDecimal.ONE : BigDecimal.TEN)
			.with("rpc.consumer.timeout", "150ms")) {
			Rates rates = rpc.reference(Rates.class);
			assertThatExceptionOfType(RpcException.class).isThrownBy(() -> rates.rate("EUR"))
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED));
			assertThat(this.waiting).as("the fake waits still").isTrue();
		}
		finally {
			never.countDown();
		}
	}

	private boolean await(CountDownLatch latch) {
		this.waiting = true;
		try {
			return latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.waiting = false;
		}
	}

}
