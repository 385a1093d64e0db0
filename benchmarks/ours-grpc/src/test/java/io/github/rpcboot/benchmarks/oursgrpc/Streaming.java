package io.github.rpcboot.benchmarks.oursgrpc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.protobuf.Int32Value;
import com.google.protobuf.StringValue;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/**
 * A million small messages of a server stream, over the loopback address in one JVM: this
 * project beside grpc-java with the marshallers and calls that generated stubs consist
 * of. Arguments: messages, rounds.
 */
public final class Streaming {

	private static final MethodDescriptor<Int32Value, StringValue> WORDS = MethodDescriptor
		.<Int32Value, StringValue>newBuilder()
		.setType(MethodType.SERVER_STREAMING)
		.setFullMethodName("Stub/Words")
		.setRequestMarshaller(ProtoUtils.marshaller(Int32Value.getDefaultInstance()))
		.setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
		.build();

	private final Map<String, List<Double>> perSecond = new LinkedHashMap<>();

	private final int count;

	private Streaming(int count) {
		this.count = count;
	}

	/**
	 * Measures.
	 * @param args how many messages, and how many rounds
	 * @throws Exception if a server does not start
	 */
	public static void main(String[] args) throws Exception {
		Streaming streaming = new Streaming((args.length > 0) ? Integer.parseInt(args[0]) : 1_000_000);
		streaming.measure((args.length > 1) ? Integer.parseInt(args[1]) : 7);
		System.exit(0);
	}

	private void measure(int rounds) throws Exception {
		Words ours = ours();
		ManagedChannel waiting = channel(server(Streaming::whenThereIsRoom));
		ManagedChannel hasty = channel(server(Streaming::atOnce));
		for (int round = 0; round < rounds; round++) {
			time("this project", () -> ours.words(this.count).count());
			time("stubs, blocking client", () -> read(waiting));
			time("stubs, asynchronous client", () -> receive(waiting));
			time("stubs, asynchronous client, server without flow control", () -> receive(hasty));
		}
		this.perSecond.forEach((name, seen) -> {
			List<Double> sorted = seen.subList(seen.size() / 3, seen.size()).stream().sorted().toList();
			System.out.printf("%s: %.0f messages/s (%.0f to %.0f)%n", name, sorted.get(sorted.size() / 2),
					sorted.get(0), sorted.get(sorted.size() - 1));
		});
	}

	private void time(String name, Counted work) {
		long began = System.nanoTime();
		long seen = work.run();
		if (seen != this.count) {
			throw new IllegalStateException(name + " had " + seen + " messages");
		}
		this.perSecond.computeIfAbsent(name, (key) -> new ArrayList<>())
			.add(this.count * 1e9 / (System.nanoTime() - began));
	}

	private long read(ManagedChannel channel) {
		Iterator<StringValue> words = ClientCalls.blockingServerStreamingCall(channel, WORDS, CallOptions.DEFAULT,
				Int32Value.of(this.count));
		long seen = 0;
		while (words.hasNext()) {
			seen += words.next().getValue().isEmpty() ? 0 : 1;
		}
		return seen;
	}

	private long receive(ManagedChannel channel) {
		CompletableFuture<Long> end = new CompletableFuture<>();
		ClientCalls.asyncServerStreamingCall(channel.newCall(WORDS, CallOptions.DEFAULT), Int32Value.of(this.count),
				new StreamObserver<StringValue>() {

					private long seen;

					@Override
					public void onNext(StringValue word) {
						this.seen += word.getValue().isEmpty() ? 0 : 1;
					}

					@Override
					public void onError(Throwable failure) {
						end.completeExceptionally(failure);
					}

					@Override
					public void onCompleted() {
						end.complete(this.seen);
					}

				});
		return end.join();
	}

	private static Words ours() {
		ConfigurableApplicationContext server = application(ServerApplication.class, "spring.grpc.server.port=0",
				"spring.grpc.server.address=127.0.0.1");
		int port = server.getBean(GrpcServerLifecycle.class).getPort();
		return application(ClientApplication.class, "spring.grpc.server.enabled=false",
				"rpc.endpoints.words=grpc://127.0.0.1:" + port)
			.getBean(Reader.class)
			.words();
	}

	private static ConfigurableApplicationContext application(Class<?> type, String... properties) {
		return new SpringApplicationBuilder(type).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "logging.level.root=warn")
			.properties(properties)
			.run();
	}

	private static ManagedChannel channel(Server server) {
		return NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
	}

	private static Server server(ServerCalls.ServerStreamingMethod<Int32Value, StringValue> words) throws Exception {
		return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.addService(ServerServiceDefinition.builder("Stub")
				.addMethod(WORDS, ServerCalls.asyncServerStreamingCall(words))
				.build())
			.build()
			.start();
	}

	private static void atOnce(Int32Value request, StreamObserver<StringValue> observer) {
		for (int i = 0; i < request.getValue(); i++) {
			observer.onNext(StringValue.of("word " + i));
		}
		observer.onCompleted();
	}

	private static void whenThereIsRoom(Int32Value request, StreamObserver<StringValue> observer) {
		ServerCallStreamObserver<StringValue> out = (ServerCallStreamObserver<StringValue>) observer;
		Iterator<String> words = new WordsBean().words(request.getValue()).iterator();
		boolean[] done = new boolean[1];
		out.setOnReadyHandler(() -> {
			while (out.isReady() && words.hasNext()) {
				out.onNext(StringValue.of(words.next()));
			}
			if (!words.hasNext() && !done[0]) {
				done[0] = true;
				out.onCompleted();
			}
		});
	}

	/** The contract. */
	public interface Words {

		/**
		 * Streams words.
		 * @param count how many
		 * @return the words
		 */
		Stream<String> words(int count);

	}

	private interface Counted {

		long run();

	}

	/** The bean. */
	@RemoteService
	static class WordsBean implements Words {

		@Override
		public Stream<String> words(int count) {
			return IntStream.range(0, count).mapToObj((i) -> "word " + i);
		}

	}

	/** The provider. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(WordsBean.class)
	static class ServerApplication {

	}

	/** The consumer. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Reader.class)
	static class ClientApplication {

	}

	/** A bean that calls. */
	static class Reader {

		private final Words words;

		Reader(@RemoteReference("words") Words words) {
			this.words = words;
		}

		Words words() {
			return this.words;
		}

	}

}
