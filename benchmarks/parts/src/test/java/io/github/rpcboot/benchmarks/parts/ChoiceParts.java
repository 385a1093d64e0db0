package io.github.rpcboot.benchmarks.parts;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.resilience.PickerSettings;
import io.github.rpcboot.resilience.Resilience;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Choosing an instance, and learning that it answered. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChoiceParts {

	/** How many instances there are. */
	@Param({ "1", "2", "10", "100" })
	public int instances;

	private List<Endpoint> endpoints;

	private EndpointPicker picker;

	/** Makes the picker that an application has by default. */
	@Setup
	public void make() {
		this.endpoints = IntStream.range(0, this.instances)
			.mapToObj((i) -> Endpoint.parse("http://127.0.0.1:" + (8000 + i), "the benchmark"))
			.toList();
		this.picker = Resilience.of("shop", () -> this.endpoints, RpcEvents.NONE).picker(PickerSettings.DEFAULT);
	}

	/**
	 * Chooses, and tells that all went well.
	 * @return the instance
	 */
	@Benchmark
	public Endpoint choose() {
		Endpoint chosen = this.picker.pick(this.endpoints, List.of());
		this.picker.finished(chosen, AttemptOutcome.ANSWERED);
		return chosen;
	}

}
