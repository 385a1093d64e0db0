package io.github.rpcboot.benchmarks.grpc;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;

import io.github.rpcboot.benchmarks.grpc.proto.ChunkMessage;
import io.github.rpcboot.benchmarks.grpc.proto.ChunksRequest;
import io.github.rpcboot.benchmarks.grpc.proto.TickMessage;
import io.github.rpcboot.benchmarks.grpc.proto.TickServiceGrpc;
import io.github.rpcboot.benchmarks.grpc.proto.TicksRequest;
import io.github.rpcboot.benchmarks.grpc.proto.UploadReply;
import io.github.rpcboot.benchmarks.streams.Endless;
import io.github.rpcboot.benchmarks.streams.StreamClient;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;

/**
 * Generated stubs: {@code blocking}, {@code v2}, {@code async}; {@code direct} is
 * asynchronous on the event loop, and {@code hasty} writes without flow control.
 */
public final class GrpcStreamClient implements StreamClient {

	private ManagedChannel channel;

	private String variant;

	@Override
	public void connect(int port, String variant) {
		NettyChannelBuilder builder = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext();
		if (variant.equals("direct")) {
			builder.directExecutor();
		}
		this.channel = builder.build();
		this.variant = variant;
	}

	@Override
	public long read(int count) throws Exception {
		TicksRequest request = TicksRequest.newBuilder().setCount(count).build();
		return switch (this.variant) {
			case "blocking" -> sum(TickServiceGrpc.newBlockingStub(this.channel).ticks(request));
			case "v2" -> sum(TickServiceGrpc.newBlockingV2Stub(this.channel).ticks(request));
			default -> {
				Received<Object, TickMessage> received = new Received<>(TickMessage::getNumber);
				TickServiceGrpc.newStub(this.channel).ticks(request, received);
				yield received.end.join();
			}
		};
	}

	private static long sum(Iterator<TickMessage> ticks) {
		long sum = 0;
		while (ticks.hasNext()) {
			sum += ticks.next().getNumber();
		}
		return sum;
	}

	private static long sum(BlockingClientCall<?, TickMessage> ticks) throws Exception {
		long sum = 0;
		while (ticks.hasNext()) {
			sum += ticks.read().getNumber();
		}
		return sum;
	}

	@Override
	public void receive(int size) {
		ChunksRequest request = ChunksRequest.newBuilder().setSize(size).build();
		TickServiceGrpc.newBlockingStub(this.channel)
			.chunks(request)
			.forEachRemaining((chunk) -> Endless.took(chunk.getText()));
	}

	@Override
	public void send(int size) {
		Received<ChunkMessage, UploadReply> received = new Received<>(UploadReply::getCount);
		if (this.variant.equals("hasty")) {
			Flow.atOnce(TickServiceGrpc.newStub(this.channel).upload(received), chunks(size));
		}
		else {
			received.request = chunks(size);
			TickServiceGrpc.newStub(this.channel).upload(received);
		}
		received.end.join();
	}

	/** Messages without end, as far as {@link Endless} goes. */
	static Iterator<ChunkMessage> chunks(int size) {
		return Endless.offers(size).map((text) -> ChunkMessage.newBuilder().setText(text).build()).iterator();
	}

	/** Adds up what comes, and sends a request that waits for room, if there is one. */
	private static final class Received<Q, A> implements ClientResponseObserver<Q, A> {

		private final CompletableFuture<Long> end = new CompletableFuture<>();

		private final ToLongFunction<A> figure;

		private Iterator<Q> request;

		private long sum;

		Received(ToLongFunction<A> figure) {
			this.figure = figure;
		}

		@Override
		public void beforeStart(ClientCallStreamObserver<Q> out) {
			if (this.request != null) {
				Flow.whenThereIsRoom(out, this.request);
			}
		}

		@Override
		public void onNext(A answer) {
			this.sum += this.figure.applyAsLong(answer);
		}

		@Override
		public void onError(Throwable failure) {
			this.end.completeExceptionally(failure);
		}

		@Override
		public void onCompleted() {
			this.end.complete(this.sum);
		}

	}

}
