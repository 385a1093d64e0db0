package io.github.rpcboot.benchmarks.parts;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.github.rpcboot.benchmarks.grpc.proto.OrderMessage;
import io.github.rpcboot.benchmarks.grpc.proto.UserList;
import io.github.rpcboot.benchmarks.speed.Order;
import io.github.rpcboot.benchmarks.speed.ShopBean;
import io.github.rpcboot.benchmarks.speed.User;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RpcReply;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Our protobuf codec beside the classes that protoc generates: from and to the same
 * bytes. A generated message is no object of the application, so that there are two
 * figures: with the message at hand, and with copying from and to the beans.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProtobufParts {

	private static final int USERS = 100;

	/** Which message. */
	@Param({ "order", "users" })
	public String message;

	private MethodCodec codec;

	private Object beans;

	private RpcReply reply;

	private MessageLite generated;

	private Parser<? extends MessageLite> parser;

	/** Makes the messages, and checks that they are the same on the wire. */
	@Setup
	public void fill() {
		boolean order = this.message.equals("order");
		this.codec = new House().protobuf(order ? "placeOrder" : "listUsers");
		this.beans = order ? ShopBean.sampleOrder() : new ShopBean().listUsers(USERS);
		this.reply = this.codec.encodeResult(this.beans);
		this.generated = copied();
		this.parser = order ? OrderMessage.parser() : UserList.parser();
		if (!Arrays.equals(this.reply.body(), this.generated.toByteArray())) {
			throw new IllegalStateException("Two messages");
		}
	}

	@SuppressWarnings("unchecked")
	private MessageLite copied() {
		return (this.beans instanceof Order order) ? GeneratedMessages.of(order)
				: GeneratedMessages.of((List<User>) this.beans);
	}

	/**
	 * Ours, out.
	 * @return the message
	 */
	@Benchmark
	public byte[] encodeOurs() {
		return this.codec.encodeResult(this.beans).body();
	}

	/**
	 * Generated, out.
	 * @return the message
	 */
	@Benchmark
	public byte[] encodeGenerated() {
		return this.generated.toByteArray();
	}

	/**
	 * Generated, out, from the beans.
	 * @return the message
	 */
	@Benchmark
	public byte[] encodeGeneratedFromBeans() {
		return copied().toByteArray();
	}

	/**
	 * Ours, in.
	 * @return the beans
	 */
	@Benchmark
	public Object decodeOurs() {
		return this.codec.decodeResult(this.reply);
	}

	/**
	 * Generated, in. Its texts are not made into strings before somebody asks for them,
	 * only checked.
	 * @return the message
	 * @throws InvalidProtocolBufferException never
	 */
	@Benchmark
	public Object decodeGenerated() throws InvalidProtocolBufferException {
		return this.parser.parseFrom(this.reply.body());
	}

	/**
	 * Generated, in, to the beans.
	 * @return the beans
	 * @throws InvalidProtocolBufferException never
	 */
	@Benchmark
	public Object decodeGeneratedToBeans() throws InvalidProtocolBufferException {
		MessageLite read = this.parser.parseFrom(this.reply.body());
		return (read instanceof OrderMessage order) ? GeneratedMessages.toOrder(order)
				: GeneratedMessages.toUsers((UserList) read);
	}

}
