package io.github.rpcboot.benchmarks.parts;

import java.util.concurrent.TimeUnit;

import io.github.rpcboot.benchmarks.speed.ShopBean;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcReply;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Messages from and to bytes, on both sides. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecParts {

	private static final int USERS = 100;

	/** Which message. */
	@Param({ "hello", "placeOrder", "listUsers" })
	public String method;

	private PayloadCodec codec;

	private PayloadCodec.MethodCodec messages;

	private Object[] arguments;

	private byte[] request;

	private Object result;

	private RpcReply reply;

	/** Makes the messages. */
	@Setup
	public void fill() {
		House house = new House();
		ShopBean shop = new ShopBean();
		this.codec = house.codec();
		this.messages = house.codec(this.method);
		this.arguments = new Object[] { switch (this.method) {
			case "hello" -> "World";
			case "placeOrder" -> ShopBean.sampleOrder();
			default -> USERS;
		} };
		this.result = switch (this.method) {
			case "hello" -> shop.hello("World");
			case "placeOrder" -> shop.placeOrder(ShopBean.sampleOrder());
			default -> shop.listUsers(USERS);
		};
		this.request = this.messages.encodeArguments(this.arguments);
		this.reply = this.messages.encodeResult(this.result);
	}

	/**
	 * The consumer's way out.
	 * @return bytes
	 */
	@Benchmark
	public byte[] encodeArguments() {
		return this.messages.encodeArguments(this.arguments);
	}

	/**
	 * The provider's way in.
	 * @return arguments
	 */
	@Benchmark
	public Object[] decodeArguments() {
		return this.messages.decodeArguments(this.codec.body(this.request));
	}

	/**
	 * The provider's way out.
	 * @return bytes
	 */
	@Benchmark
	public RpcReply encodeResult() {
		return this.messages.encodeResult(this.result);
	}

	/**
	 * The consumer's way in.
	 * @return the result
	 */
	@Benchmark
	public Object decodeResult() {
		return this.messages.decodeResult(this.reply);
	}

}
