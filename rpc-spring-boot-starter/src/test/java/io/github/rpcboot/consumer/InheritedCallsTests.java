package io.github.rpcboot.consumer;

import java.time.Duration;
import java.util.List;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.contract.MethodContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InheritedCallsTests {

	private final FakeTarget target = new FakeTarget();

	private RpcCall touch(Outer outer, String... propagated) {
		Orders orders = this.target.references(propagated).get(Orders.class, "orders");
		try (RpcContext.Scope scope = RpcContext.open(outer.call)) {
			orders.touch();
		}
		return this.target.sent.get(this.target.sent.size() - 1);
	}

	@Test
	void theRemainingTimeOnlyShrinks() {
		Outer outer = new Outer(3000);
		outer.now += Duration.ofMillis(900).toNanos();
		this.target.timeout = Duration.ofSeconds(5);

		Deadline inherited = touch(outer).deadline();

		assertThat(inherited.remainingMillis()).isEqualTo(2100);
		assertThat(inherited.describe()).isEqualTo("inherited from Shop/buy, 2.1 of 3 s left");
	}

	@Test
	void anEarlierDeadlineOfItsOwnStays() {
		Deadline own = touch(new Outer(60_000)).deadline();

		assertThat(own.remainingMillis()).isLessThanOrEqualTo(3000);
		assertThat(own.describe()).isEqualTo("3 s from rpc.consumer.timeout");
	}

	@Test
	void aSpentBudgetSendsNothingAndSaysWhoseItWas() {
		Outer outer = new Outer(3000);
		outer.now += Duration.ofMillis(2996).toNanos();

		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> touch(outer)).satisfies((ex) -> {
			assertThat(ex.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
			assertThat(ex.deadlineOrigin()).isEqualTo("inherited from Shop/buy, 0.004 of 3 s left");
			assertThat(ex.mayHaveExecuted()).isFalse();
		});
		assertThat(this.target.sent).isEmpty();
	}

	@Test
	void aCallerWhoHasGivenUpSendsNothing() {
		Outer outer = new Outer(3000);
		outer.call.cancellation().cancel();

		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> touch(outer))
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.CANCELED));
		assertThat(this.target.sent).isEmpty();
	}

	@Test
	void onlyNamedHeadersArePassedOn() {
		RpcCall sent = touch(new Outer(3000), "traceparent", "baggage");

		assertThat(sent.headers()).hasToString("[traceparent]");
		assertThat(sent.headers().get("traceparent")).isEqualTo("00-trace");
	}

	@Test
	void credentialsAndCookiesAreNotPassedOnEvenIfTheyAreNamed() {
		assertThat(touch(new Outer(3000), "authorization", "Cookie").headers().isEmpty()).isTrue();
	}

	@Test
	void nothingIsPassedOnUnlessItIsNamed() {
		assertThat(touch(new Outer(3000)).headers().isEmpty()).isTrue();
	}

	@Test
	void nothingIsInheritedBehindTheHandledCall() {
		touch(new Outer(100), "traceparent");

		this.target.references("traceparent").get(Orders.class, "orders").touch();

		RpcCall fresh = this.target.sent.get(1);
		assertThat(fresh.headers().isEmpty()).isTrue();
		assertThat(fresh.deadline().describe()).isEqualTo("3 s from rpc.consumer.timeout");
	}

	/** A call that is being handled. */
	static final class Outer {

		private long now;

		final RpcCall call;

		Outer(long millis) {
			RpcHeaders headers = RpcHeaders.ofPairs(List.of("traceparent", "00-trace", "authorization", "Bearer s3cret",
					"cookie", "id=s3cret", "x-other", "1"));
			this.call = RpcCall.outgoing(MethodContract.unknown("Shop", "buy"), new Object[0], headers,
					Deadline.after(Duration.ofMillis(millis), "caller", () -> this.now), new Cancellation());
		}

	}

}
