package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.JsonCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;

/** Calls, replies and instances for the tests of this room. */
final class Calls {

	static final RpcReply SUCCESS = RpcReply.success(new byte[0], false);

	private static final ServiceContract CONTRACT = ContractParser
		.using(JsonCodec.strictMapper(List.of(), RpcLimits.DEFAULT))
		.parse(Orders.class);

	private Calls() {
	}

	static MethodContract method(Idempotency idempotency) {
		return CONTRACT.methods()
			.stream()
			.filter((method) -> method.idempotency() == idempotency)
			.findFirst()
			.orElseThrow();
	}

	static RpcCall call(Idempotency idempotency, Deadline deadline) {
		return RpcCall.outgoing(method(idempotency), new Object[0], RpcHeaders.empty(), deadline, new Cancellation());
	}

	static RpcCall call(Idempotency idempotency, Duration timeout, LongSupplier clock) {
		return call(idempotency, Deadline.after(timeout, "rpc.consumer.timeout", clock));
	}

	static List<Endpoint> instances(int count) {
		return IntStream.range(0, count).mapToObj((i) -> Endpoint.parse("http://host" + i, "test")).toList();
	}

	static RpcFailure failure(FailureClass failureClass) {
		String message = failureClass.name();
		return switch (failureClass) {
			case NEVER_SENT -> RpcFailure.neverSent(RpcStatus.UNAVAILABLE, message, null);
			case REFUSED -> RpcFailure.refused(RpcStatus.UNAVAILABLE, message);
			case AMBIGUOUS -> RpcFailure.ambiguous(RpcStatus.UNAVAILABLE, message, null);
			case ANSWERED -> RpcFailure.answered(RpcStatus.UNAVAILABLE, message);
			case OVER -> RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, message, true);
		};
	}

	/** A method of each idempotency. */
	@RemoteContract
	interface Orders {

		void place();

		@RemoteMethod(idempotency = Idempotency.IDEMPOTENT)
		void cancel();

		@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
		void find();

	}

}
