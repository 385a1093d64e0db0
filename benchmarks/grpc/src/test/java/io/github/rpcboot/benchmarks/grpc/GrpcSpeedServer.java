package io.github.rpcboot.benchmarks.grpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.rpcboot.benchmarks.grpc.proto.HelloReply;
import io.github.rpcboot.benchmarks.grpc.proto.HelloRequest;
import io.github.rpcboot.benchmarks.grpc.proto.ListRequest;
import io.github.rpcboot.benchmarks.grpc.proto.OrderMessage;
import io.github.rpcboot.benchmarks.grpc.proto.ShopServiceGrpc;
import io.github.rpcboot.benchmarks.grpc.proto.UserList;
import io.github.rpcboot.benchmarks.speed.PeerServer;
import io.github.rpcboot.benchmarks.speed.ShopBean;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;

/**
 * Generated code. By default grpc-java hands every call to a thread of a cached pool;
 * {@code direct} runs it on the event loop, {@code virtual} on a virtual thread.
 */
public final class GrpcSpeedServer implements PeerServer {

	private static final int USERS = 100;

	@Override
	public int start(String variant) throws IOException, ReflectiveOperationException {
		NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0));
		switch (variant) {
			case "direct" -> builder.directExecutor();
			case "virtual" -> builder
				.executor((ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
			default -> {
			}
		}
		return builder.addService(new Shop()).build().start().getPort();
	}

	/** The service. */
	private static final class Shop extends ShopServiceGrpc.ShopServiceImplBase {

		private final ShopBean shop = new ShopBean();

		private final UserList users = Messages.of(this.shop.listUsers(USERS));

		@Override
		public void hello(HelloRequest request, StreamObserver<HelloReply> observer) {
			observer.onNext(HelloReply.newBuilder().setText(this.shop.hello(request.getName())).build());
			observer.onCompleted();
		}

		@Override
		public void placeOrder(OrderMessage request, StreamObserver<OrderMessage> observer) {
			observer.onNext(request);
			observer.onCompleted();
		}

		@Override
		public void listUsers(ListRequest request, StreamObserver<UserList> observer) {
			observer.onNext(this.users);
			observer.onCompleted();
		}

	}

}
