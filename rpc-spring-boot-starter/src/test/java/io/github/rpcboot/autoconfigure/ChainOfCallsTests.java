package io.github.rpcboot.autoconfigure;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcContext;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A calls B, B calls C: three applications.
 */
class ChainOfCallsTests {

	@Test
	void theRemainingTimeOnlyShrinks() {
		try (RunningApplication c = RunningApplication.web(ApplicationC.class);
				RunningApplication b = RunningApplication.web(ApplicationB.class, "rpc.endpoints.c=" + c.url(),
						"rpc.consumer.timeout=20s");
				RunningApplication a = RunningApplication.withoutWeb(ApplicationA.class, "rpc.endpoints.b=" + b.url(),
						"rpc.consumer.timeout=5s")) {
			List<Long> remaining = a.bean(ClientOfB.class).first().remaining();
			assertThat(remaining).hasSize(2);
			assertThat(remaining.get(0)).isLessThanOrEqualTo(5000).isPositive();
			assertThat(remaining.get(1)).isLessThanOrEqualTo(remaining.get(0)).isPositive();
		}
	}

	@Test
	void theLastIsNotCalledWhenTheBudgetOfTheFirstIsSpent() throws InterruptedException {
		try (RunningApplication c = RunningApplication.web(ApplicationC.class);
				RunningApplication b = RunningApplication.web(ApplicationB.class, "rpc.endpoints.c=" + c.url(),
						"rpc.consumer.timeout=20s");
				RunningApplication a = RunningApplication.withoutWeb(ApplicationA.class, "rpc.endpoints.b=" + b.url(),
						"rpc.consumer.targets.b.services.First.methods.late.timeout=2s")) {
			First first = a.bean(ClientOfB.class).first();
			assertThat(first.remaining()).hasSize(2);
			int before = c.bean(BeanC.class).calls.get();
			RpcException failure = catchThrowableOfType(RpcException.class, first::late);
			assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
			BeanB beanB = b.bean(BeanB.class);
			assertThat(beanB.over.await(5, TimeUnit.SECONDS)).isTrue();
			assertThat(beanB.failure).isNotNull();
			assertThat(beanB.failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
			assertThat(beanB.failure.reason())
				.isEqualTo("Less than 5 ms were left of the deadline, so nothing was sent.");
			assertThat(beanB.failure.deadlineOrigin())
				.matches("inherited from First/late, 0(\\.\\d+)? of (2|1\\.\\d+) s left");
			assertThat(beanB.failure.mayHaveExecuted()).isFalse();
			assertThat(c.bean(BeanC.class).calls).hasValue(before);
		}
	}

	interface First {

		List<Long> remaining();

		String late();

	}

	interface Second {

		long remaining();

	}

	@Auto
	@Import(ClientOfB.class)
	static class ApplicationA {

	}

	record ClientOfB(@RemoteReference("b") First first) {
	}

	@Auto
	@Import(BeanB.class)
	static class ApplicationB {

	}

	@RemoteService
	static class BeanB implements First {

		private final Second second;

		private final CountDownLatch over = new CountDownLatch(1);

		private volatile RpcException failure;

		BeanB(@RemoteReference("c") Second second) {
			this.second = second;
		}

		@Override
		public List<Long> remaining() {
			return List.of(RpcContext.current().deadline().remainingMillis(), this.second.remaining());
		}

		@Override
		public String late() {
			try {
				awaitTheEndOfTheBudget();
				this.second.remaining();
			}
			catch (RpcException ex) {
				this.failure = ex;
			}
			finally {
				this.over.countDown();
			}
			return "";
		}

		private static void awaitTheEndOfTheBudget() {
			try {
				long millis = RpcContext.current().deadline().remainingMillis() + 2;
				assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	@Auto
	static class ApplicationC {

		@Bean
		BeanC beanC() {
			return new BeanC();
		}

	}

	@RemoteService
	static class BeanC implements Second {

		private final AtomicInteger calls = new AtomicInteger();

		@Override
		public long remaining() {
			this.calls.incrementAndGet();
			return RpcContext.current().deadline().remainingMillis();
		}

	}

}
