package io.github.rpcboot.consumer;

import java.time.Duration;
import java.util.List;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcFailure.DeclaredException;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.consumer.Orders.Order;
import io.github.rpcboot.consumer.Orders.OutOfStock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RemoteCallFailuresTests {

	private final FakeTarget target = new FakeTarget();

	private RpcException failure() {
		RpcException failure = catchThrowableOfType(RpcException.class, () -> this.target.client(Orders.class).find(7));
		assertThat(failure).as("the failure of the call").isNotNull();
		return failure;
	}

	private void answer(RpcFailure failure) {
		this.target.answer = (call) -> RpcReply.failure(failure);
	}

	private static RpcFailure declared(String name, String fields) {
		return RpcFailure.answered(RpcStatus.FAILED_PRECONDITION, "2 left")
			.withException(new DeclaredException(name, FakeTarget.json(fields).body()));
	}

	@Test
	void aDeclaredExceptionArrivesAsItself() {
		answer(declared("OutOfStock", "{'message':'2 left','left':2}"));

		assertThatExceptionOfType(OutOfStock.class)
			.isThrownBy(() -> this.target.client(Orders.class).place(new Order("s-1", 3)))
			.withMessage("2 left")
			.satisfies((ex) -> assertThat(ex.left()).isEqualTo(2));
	}

	@Test
	void anExceptionThatTheMethodDoesNotDeclareArrivesAsStatus() {
		answer(declared("OutOfStock", "{'message':'2 left','left':2}"));

		assertThat(failure().status()).isEqualTo(RpcStatus.FAILED_PRECONDITION);
	}

	@Test
	void anExceptionWithWrongFieldsArrivesAsStatus() {
		answer(declared("OutOfStock", "{'left':'two'}"));

		assertThatExceptionOfType(RpcException.class)
			.isThrownBy(() -> this.target.client(Orders.class).place(new Order("s-1", 3)))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo("2 left"));
	}

	@Test
	void theExceptionSaysEverythingThatIsKnown() {
		IllegalStateException cause = new IllegalStateException();
		answer(RpcFailure.ambiguous(RpcStatus.UNAVAILABLE, "The connection broke.", cause));

		RpcException failure = failure();

		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.reason()).isEqualTo("The connection broke.");
		assertThat(failure.service()).isEqualTo("Orders");
		assertThat(failure.method()).isEqualTo("find");
		assertThat(failure.instance()).isEqualTo("http://orders:8080");
		assertThat(failure.attempts()).isEqualTo(1);
		assertThat(failure.deadlineOrigin()).isEqualTo("3 s from rpc.consumer.timeout");
		assertThat(failure.mayHaveExecuted()).isTrue();
		assertThat(failure).hasCause(cause)
			.hasMessage("Orders/find at http://orders:8080 failed with unavailable: The connection broke. "
					+ "[attempts: 1, deadline: 3 s from rpc.consumer.timeout, may have executed: yes]");
		assertThat(this.target.finished).containsExactly(AttemptOutcome.BROKEN);
	}

	@Test
	void whatWasNeverSentCannotHaveExecuted() {
		answer(RpcFailure.neverSent(RpcStatus.UNAVAILABLE, "Connection refused.", null));

		assertThat(failure().mayHaveExecuted()).isFalse();
		assertThat(this.target.finished).containsExactly(AttemptOutcome.NEVER_SENT);
	}

	@Test
	void aConnectionThatIsNotAcceptedInTimeIsToldApartFromARefusedOne() {
		answer(RpcFailure.notAccepted("Not accepted in time.", null));

		assertThat(failure().mayHaveExecuted()).isFalse();
		assertThat(this.target.finished).containsExactly(AttemptOutcome.NOT_ACCEPTED);
	}

	@Test
	void noKnownInstanceIsUnavailable() {
		this.target.instances = List.of();

		assertThat(failure()).hasMessage("Orders/find failed with unavailable: No instance of 'orders' is known at the "
				+ "moment. [attempts: 0, deadline: 3 s from rpc.consumer.timeout, may have executed: no]");
	}

	@Test
	void lessThanFiveMillisecondsSendNothing() {
		this.target.timeout = Duration.ofNanos(4_999_999);

		RpcException failure = failure();

		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.reason()).isEqualTo("Less than 5 ms were left of the deadline, so nothing was sent.");
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(failure.instance()).isNull();
		assertThat(this.target.sent).isEmpty();
	}

	@Test
	void anUnreadableAnswerMayHaveExecuted() {
		this.target.answer = (call) -> FakeTarget.json("{'result':7}");

		RpcException failure = failure();

		assertThat(failure.status()).isEqualTo(RpcStatus.INTERNAL);
		assertThat(failure.reason()).isEqualTo("The response has a wrong value at '$.result'.");
		assertThat(failure.mayHaveExecuted()).isTrue();
		assertThat(this.target.finished).containsExactly(AttemptOutcome.BROKEN);
	}

	@Test
	void aNullMessageFailsBeforeAnythingIsSent() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.target.client(Orders.class).place(null))
			.satisfies((ex) -> {
				assertThat(ex.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
				assertThat(ex.reason()).startsWith("The argument of Orders/place is null.");
				assertThat(ex.mayHaveExecuted()).isFalse();
				assertThat(ex.attempts()).isZero();
			});
		assertThat(this.target.sent).isEmpty();
	}

	@Test
	void anInterceptorMayRefuse() {
		RpcException refusal = new RpcException(RpcStatus.PERMISSION_DENIED, "Not today.");
		this.target.interceptors.add((call, next) -> {
			throw refusal;
		});

		RpcException failure = failure();

		assertThat(failure.status()).isEqualTo(RpcStatus.PERMISSION_DENIED);
		assertThat(failure.reason()).isEqualTo("Not today.");
		assertThat(failure.service()).isEqualTo("Orders");
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(failure).hasCause(refusal);
	}

	@Test
	void anInterceptorThatFailsIsInternal() {
		IllegalStateException bug = new IllegalStateException("bug");
		this.target.interceptors.add((call, next) -> {
			throw bug;
		});

		RpcException failure = failure();

		assertThat(failure.status()).isEqualTo(RpcStatus.INTERNAL);
		assertThat(failure.reason())
			.isEqualTo("An interceptor or a transport of the consumer failed: java.lang.IllegalStateException: bug");
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(failure).hasCause(bug);
	}

	@Test
	void anInterceptorThatFailsOnTheWayBackMayHaveExecuted() {
		this.target.answer = (call) -> FakeTarget.json("{'result':'x'}");
		this.target.interceptors.add((call, next) -> {
			next.handle(call);
			throw new IllegalStateException("bug");
		});

		assertThat(failure().mayHaveExecuted()).isTrue();
	}

	@Test
	void aTransportThatThrowsGivesItsInstanceBack() {
		this.target.answer = (call) -> {
			throw new IllegalStateException("bug");
		};

		assertThat(failure().mayHaveExecuted()).isTrue();
		assertThat(this.target.finished).hasSize(1);
	}

	@Test
	void aDeadlineThatPassesWithoutAConnectionMeansThatNoneWasAccepted() {
		answer(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, "late", false));

		assertThat(failure().status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(this.target.finished).containsExactly(AttemptOutcome.NOT_ACCEPTED);
	}

}
