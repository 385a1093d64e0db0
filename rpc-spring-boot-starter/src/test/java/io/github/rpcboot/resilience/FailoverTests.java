package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.MethodContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class FailoverTests {

	private static final RpcReply SUCCESS = RpcReply.success(new byte[0], false);

	private final List<Endpoint> endpoints = List.of(Endpoint.parse("http://a", "test"),
			Endpoint.parse("http://b", "test"), Endpoint.parse("http://c", "test"));

	private final RpcInterceptor failover = Resilience.failover("orders", () -> this.endpoints);

	private final Deque<RpcReply> replies = new ArrayDeque<>();

	private long now;

	private final RpcCall call = RpcCall.outgoing(MethodContract.unknown("Orders", "find"), new Object[0],
			RpcHeaders.empty(), Deadline.after(Duration.ofSeconds(3), "x", () -> this.now), new Cancellation());

	private final RpcHandler attempt = (call) -> {
		call.attempts().add(this.endpoints.get(call.attempts().size()));
		return this.replies.remove();
	};

	private static RpcReply neverSent(String message) {
		return RpcReply
			.failure(RpcFailure.neverSent(RpcStatus.UNAVAILABLE, message, new IllegalStateException(message)));
	}

	private RpcReply send() {
		return this.failover.intercept(this.call, this.attempt);
	}

	@Test
	void aSuccessIsTheAnswer() {
		this.replies.add(SUCCESS);

		assertThat(send()).isSameAs(SUCCESS);
		assertThat(this.call.attempts()).hasSize(1);
	}

	@Test
	void whatWasNeverSentGoesToAnotherInstance() {
		this.replies.add(neverSent("refused"));
		this.replies.add(neverSent("refused"));
		this.replies.add(SUCCESS);

		assertThat(send()).isSameAs(SUCCESS);
		assertThat(this.call.attempts()).isEqualTo(this.endpoints);
	}

	@Test
	void everyInstanceIsTriedOnceAndTheMessageListsThem() {
		this.replies.addAll(List.of(neverSent("one"), neverSent("two"), neverSent("three")));

		RpcFailure failure = send().failure();

		assertThat(this.replies).isEmpty();
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.failureClass()).isEqualTo(FailureClass.NEVER_SENT);
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(failure.cause()).hasMessage("three");
		assertThat(failure.message()).isEqualTo("No instance of 'orders' could be reached, "
				+ "tried [http://a, http://b, http://c]. The last one: three");
	}

	@Test
	void aSingleAttemptKeepsItsMessage() {
		RpcInterceptor single = Resilience.failover("orders", () -> this.endpoints.subList(0, 1));
		this.replies.add(neverSent("Connection refused"));

		assertThat(single.intercept(this.call, this.attempt).failure().message()).isEqualTo("Connection refused");
	}

	private static List<RpcFailure> others() {
		return List.of(RpcFailure.refused(RpcStatus.UNAVAILABLE, "x"),
				RpcFailure.ambiguous(RpcStatus.UNAVAILABLE, "x", null), RpcFailure.answered(RpcStatus.UNAVAILABLE, "x"),
				RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, "x", false));
	}

	@ParameterizedTest
	@MethodSource("others")
	void nothingElseIsRepeated(RpcFailure failure) {
		this.replies.add(RpcReply.failure(failure));

		assertThat(send().failure()).isSameAs(failure);
		assertThat(this.call.attempts()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("others")
	void theFailureOfALaterAttemptIsTheAnswer(RpcFailure failure) {
		this.replies.add(neverSent("refused"));
		this.replies.add(RpcReply.failure(failure));

		assertThat(send().failure()).isSameAs(failure);
		assertThat(this.call.attempts()).hasSize(2);
	}

	@Test
	void nothingIsRepeatedBehindTheDeadline() {
		RpcHandler slow = (call) -> {
			this.now += Duration.ofSeconds(2).toNanos();
			return this.attempt.handle(call);
		};
		this.replies.addAll(List.of(neverSent("one"), neverSent("two"), neverSent("three")));

		this.failover.intercept(this.call, slow);

		assertThat(this.call.attempts()).hasSize(2);
	}

	@Test
	void nothingIsRepeatedForACallerWhoGaveUp() {
		RpcHandler canceled = (call) -> {
			call.cancellation().cancel();
			return this.attempt.handle(call);
		};
		this.replies.addAll(List.of(neverSent("one"), neverSent("two")));

		this.failover.intercept(this.call, canceled);

		assertThat(this.call.attempts()).hasSize(1);
	}

	@Test
	void aStepThatChoosesNoInstanceIsNotRepeated() {
		RpcFailure limit = RpcFailure.neverSent(RpcStatus.RESOURCE_EXHAUSTED, "limit", null);
		this.replies.addAll(List.of(neverSent("refused"), RpcReply.failure(limit)));
		RpcHandler limited = (call) -> call.attempts().isEmpty() ? this.attempt.handle(call) : this.replies.remove();

		assertThat(this.failover.intercept(this.call, limited).failure()).isSameAs(limit);
	}

}
