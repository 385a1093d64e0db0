package io.github.rpcboot.benchmarks.parts;

import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.benchmarks.speed.Order;
import io.github.rpcboot.benchmarks.speed.Shop;
import io.github.rpcboot.contract.MethodContract;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Finding the contract of a method: by the wire at the provider, by Java at the consumer.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ContractParts {

	private House house;

	private Method order;

	/**
	 * Reads the contract once, as an application does at its start.
	 * @throws NoSuchMethodException never
	 */
	@Setup
	public void read() throws NoSuchMethodException {
		this.house = new House();
		this.order = Shop.class.getMethod("placeOrder", Order.class);
	}

	/**
	 * Finds a method by its name on the wire.
	 * @return the method
	 */
	@Benchmark
	public MethodContract byName() {
		return this.house.contract().method("placeOrder");
	}

	/**
	 * Finds a method by the Java method that a proxy was called with.
	 * @return the method
	 */
	@Benchmark
	public MethodContract byJavaMethod() {
		return this.house.contract().method(this.order);
	}

}
