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

	@Test
	void ofAContractMappedToRest() {
		try (RpcHarness rpc = RpcHarness.faking(Rates.class, (currency) -> {
			long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
			while (System.nanoTime() < end) {
				Thread.onSpinWait();
			}
			return BigDecimal.ONE;
		}).with("rpc.consumer.timeout", "100ms")) {
			Rates rates = rpc.reference(Rates.class);
			assertThatExceptionOfType(RpcException.class).isThrownBy(() -> rates.rate("EUR"))
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED));
		}
	}

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
