package io.github.rpcboot.benchmarks.grpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.stream.IntStream;

import io.github.rpcboot.benchmarks.grpc.proto.ChunkMessage;
import io.github.rpcboot.benchmarks.grpc.proto.ChunksRequest;
import io.github.rpcboot.benchmarks.grpc.proto.TickMessage;
import io.github.rpcboot.benchmarks.grpc.proto.TickServiceGrpc;
import io.github.rpcboot.benchmarks.grpc.proto.TicksRequest;
import io.github.rpcboot.benchmarks.grpc.proto.UploadReply;
import io.github.rpcboot.benchmarks.speed.PeerServer;
import io.github.rpcboot.benchmarks.streams.Endless;
import io.github.rpcboot.benchmarks.streams.Tick;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/**
 * Generated code: {@code waiting} for room before each message, {@code hasty} without, or
 * {@code direct}: waiting, and on the event loop.
 */
public final class GrpcStreamServer implements PeerServer {

	@Override
	public int start(String variant) throws IOException {
		NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0));
		if (variant.equals("direct")) {
			builder.directExecutor();
		}
		return builder.addService(new Ticks(variant.equals("hasty"))).build().start().getPort();
	}

	/** The service. */
	private static final class Ticks extends TickServiceGrpc.TickServiceImplBase {

		private final boolean hasty;

		Ticks(boolean hasty) {
			this.hasty = hasty;
		}

		@Override
		public void ticks(TicksRequest request, StreamObserver<TickMessage> observer) {
			write(observer, IntStream.range(0, request.getCount()).mapToObj(Ticks::tick).iterator());
		}

		private static TickMessage tick(int number) {
			return TickMessage.newBuilder()
				.setNumber(number)
				.setSymbol(Tick.symbol(number))
				.setPrice(Tick.price(number))
				.build();
		}

		@Override
		public void chunks(ChunksRequest request, StreamObserver<ChunkMessage> observer) {
			write(observer, GrpcStreamClient.chunks(request.getSize()));
		}

		private <T> void write(StreamObserver<T> observer, Iterator<T> messages) {
			if (this.hasty) {
				Flow.atOnce(observer, messages);
			}
			else {
				Flow.whenThereIsRoom((ServerCallStreamObserver<T>) observer, messages);
			}
		}

		@Override
		public StreamObserver<ChunkMessage> upload(StreamObserver<UploadReply> observer) {
			return new StreamObserver<>() {

				private int count;

				@Override
				public void onNext(ChunkMessage chunk) {
					this.count += Endless.took(chunk.getText());
				}

				@Override
				public void onError(Throwable failure) {
					// The caller has gone.
				}

				@Override
				public void onCompleted() {
					observer.onNext(UploadReply.newBuilder().setCount(this.count).build());
					observer.onCompleted();
				}

			};
		}

	}

}
