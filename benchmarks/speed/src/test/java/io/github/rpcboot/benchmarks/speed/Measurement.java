package io.github.rpcboot.benchmarks.speed;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.HdrHistogram.Histogram;

/**
 * What callers of one process saw and used in one round.
 *
 * @param calls answered calls
 * @param errors failed calls
 * @param nanos how long it took
 * @param clientCpuNanos CPU of the client's process
 * @param serverCpuNanos CPU of the server's process
 * @param bytes what the client's process allocated
 * @param p50 the median of the calls' times, in nanoseconds
 * @param p99 the 99th percentile
 * @param p999 the 99.9th percentile
 */
record Measurement(long calls, long errors, long nanos, long clientCpuNanos, long serverCpuNanos, long bytes, long p50,
		long p99, long p999) {

	private static final double MICRO = 1e3;

	static Measurement of(long calls, long nanos, long cpu, long bytes, List<Callers.Caller> callers) {
		Histogram all = callers.get(0).times().copy();
		long errors = 0;
		String error = "";
		for (int i = 0; i < callers.size(); i++) {
			if (i > 0) {
				all.add(callers.get(i).times());
			}
			errors += callers.get(i).errors();
			error = callers.get(i).error().isEmpty() ? error : callers.get(i).error();
		}
		if (errors > 0) {
			System.err.println(errors + " errors, such as " + error);
		}
		return new Measurement(calls, errors, nanos, cpu, 0, bytes, all.getValueAtPercentile(50),
				all.getValueAtPercentile(99), all.getValueAtPercentile(99.9));
	}

	Measurement withServerCpu(long cpu) {
		return new Measurement(this.calls, this.errors, this.nanos, this.clientCpuNanos, cpu, this.bytes, this.p50,
				this.p99, this.p999);
	}

	double callsPerSecond() {
		return this.calls * 1e9 / this.nanos;
	}

	double clientMicros() {
		return this.clientCpuNanos / MICRO / this.calls;
	}

	double serverMicros() {
		return this.serverCpuNanos / MICRO / this.calls;
	}

	double cpuMicros() {
		return clientMicros() + serverMicros();
	}

	double bytesPerCall() {
		return (double) this.bytes / this.calls;
	}

	/** As a line of text that {@link #parse} reads. */
	String line() {
		return "calls=" + this.calls + " errors=" + this.errors + " nanos=" + this.nanos + " clientCpuNanos="
				+ this.clientCpuNanos + " serverCpuNanos=" + this.serverCpuNanos + " bytes=" + this.bytes + " p50="
				+ this.p50 + " p99=" + this.p99 + " p999=" + this.p999;
	}

	static Measurement parse(String line) {
		Map<String, Long> values = new TreeMap<>();
		for (String field : line.strip().split(" ")) {
			String[] parts = field.split("=", 2);
			values.put(parts[0], Long.parseLong(parts[1]));
		}
		return new Measurement(values.get("calls"), values.get("errors"), values.get("nanos"),
				values.get("clientCpuNanos"), values.get("serverCpuNanos"), values.get("bytes"), values.get("p50"),
				values.get("p99"), values.get("p999"));
	}

}
