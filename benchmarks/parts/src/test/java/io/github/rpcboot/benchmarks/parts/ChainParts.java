package io.github.rpcboot.benchmarks.parts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.resilience.Resilience;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The chain around an attempt that answers at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChainParts {

	private static final int STEPS = 5;

	private static final byte[] ANSWER = { '{', '}' };

	private final MethodContract method = new House().method("placeOrder");

	private RpcHandler empty;

	private RpcHandler passing;

	private RpcHandler limitAndRetries;

	/** Links the chains. */
	@Setup
	public void link() {
		RpcHandler last = (call) -> RpcReply.success(ANSWER, false);
		List<RpcInterceptor> steps = new ArrayList<>();
		for (int i = 0; i < STEPS; i++) {
			steps.add((call, next) -> next.handle(call));
		}
		Resilience resilience = Resilience.of("shop", List::of, RpcEvents.NONE);
		this.empty = last;
		this.passing = RpcHandler.chain(steps, last);
		this.limitAndRetries = RpcHandler
			.chain(List.of(resilience.limit(1024, "a key"), resilience.retries((method) -> 3, 0.2)), last);
	}

	private RpcCall call() {
		return RpcCall.outgoing(this.method, new Object[1], RpcHeaders.empty(),
				Deadline.after(Duration.ofSeconds(3), "the benchmark"), new Cancellation());
	}

	/**
	 * Making the call, which the others do as well.
	 * @return the reply
	 */
	@Benchmark
	public RpcReply callAlone() {
		return this.empty.handle(call());
	}

	/**
	 * Five steps that do nothing.
	 * @return the reply
	 */
	@Benchmark
	public RpcReply fiveSteps() {
		return this.passing.handle(call());
	}

	/**
	 * The limit of calls in flight, and repeats that are not needed.
	 * @return the reply
	 */
	@Benchmark
	public RpcReply limitAndRetries() {
		return this.limitAndRetries.handle(call());
	}

}
