package io.github.rpcboot.consumer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AsyncCallsTests {

	private final FakeTarget target = new FakeTarget();

	private final CountDownLatch sent = new CountDownLatch(1);

	private final CountDownLatch canceled = new CountDownLatch(1);

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void answerWhenCanceled() {
		this.target.answer = (call) -> {
			call.cancellation().onCancel(this.canceled::countDown);
			this.sent.countDown();
			await(this.canceled);
			return RpcReply.failure(RpcFailure.over(RpcStatus.CANCELED, "The caller gave up.", true));
		};
	}

	@Test
	void theCallerIsFreeWhileTheCallIsUnderWay() {
		CountDownLatch free = new CountDownLatch(1);
		this.target.answer = (call) -> {
			await(free);
			return FakeTarget.json("{'result':'x'}");
		};

		CompletableFuture<String> future = this.target.client(Orders.class).findLater(7);
		assertThat(future).isNotDone();
		free.countDown();

		assertThat(future).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo("x");
		assertThat(this.target.body(0)).isEqualTo("{'id':7}");
	}

	@Test
	void aFailureCompletesTheFuture() {
		this.target.answer = (call) -> RpcReply.failure(RpcFailure.answered(RpcStatus.NOT_FOUND, "No 7."));

		assertThat(this.target.client(Orders.class).findLater(7)).failsWithin(5, TimeUnit.SECONDS)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(RpcException.class, (ex) -> {
				assertThat(ex.status()).isEqualTo(RpcStatus.NOT_FOUND);
				assertThat(ex.method()).isEqualTo("findLater");
			});
	}

	@Test
	void cancelingTheFutureCancelsTheCall() {
		answerWhenCanceled();
		CompletableFuture<String> future = this.target.client(Orders.class).findLater(7);
		await(this.sent);

		assertThat(future.cancel(true)).isTrue();

		await(this.canceled);
		assertThat(future).isCancelled();
	}

	@Test
	void aFutureThatItsCallerEndsByATimeOfItsOwnCancelsTheCall() {
		answerWhenCanceled();
		CompletableFuture<String> future = this.target.client(Orders.class).findLater(7);
		await(this.sent);

		future.orTimeout(1, TimeUnit.MILLISECONDS);

		await(this.canceled);
		assertThat(future).isCompletedExceptionally();
	}

	@Test
	void aCallerWhoGivesUpCancelsTheCallsMadeForIt() {
		answerWhenCanceled();
		InheritedCallsTests.Outer outer = new InheritedCallsTests.Outer(3000);
		CompletableFuture<String> future;
		try (RpcContext.Scope scope = RpcContext.open(outer.call)) {
			future = this.target.client(Orders.class).findLater(7);
		}
		await(this.sent);

		outer.call.cancellation().cancel();

		await(this.canceled);
		assertThat(future).failsWithin(5, TimeUnit.SECONDS);
	}

}
