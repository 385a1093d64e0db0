package io.github.rpcboot.benchmarks.grpc;

import java.util.List;

import io.github.rpcboot.benchmarks.grpc.proto.HelloRequest;
import io.github.rpcboot.benchmarks.grpc.proto.ListRequest;
import io.github.rpcboot.benchmarks.grpc.proto.OrderMessage;
import io.github.rpcboot.benchmarks.grpc.proto.ShopServiceGrpc;
import io.github.rpcboot.benchmarks.grpc.proto.UserList;
import io.github.rpcboot.benchmarks.speed.Order;
import io.github.rpcboot.benchmarks.speed.PeerClient;
import io.github.rpcboot.benchmarks.speed.Shop;
import io.github.rpcboot.benchmarks.speed.ShopBean;
import io.github.rpcboot.benchmarks.speed.User;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;

/**
 * The generated blocking stub. Messages are made once and not mapped to other objects,
 * which a user would have to pay for.
 */
public final class GrpcSpeedClient implements PeerClient {

	@Override
	public Shop connect(int port, String variant) {
		NettyChannelBuilder builder = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext();
		if (variant.equals("direct")) {
			builder.directExecutor();
		}
		return new Client(ShopServiceGrpc.newBlockingStub(builder.build()));
	}

	private static final class Client implements Shop {

		private static final int USERS = 100;

		private final ShopServiceGrpc.ShopServiceBlockingStub stub;

		private final Order order = ShopBean.sampleOrder();

		private final OrderMessage orderMessage = Messages.of(this.order);

		private final List<User> users = new ShopBean().listUsers(USERS);

		Client(ShopServiceGrpc.ShopServiceBlockingStub stub) {
			this.stub = stub;
		}

		@Override
		public String hello(String name) {
			return this.stub.hello(HelloRequest.newBuilder().setName(name).build()).getText();
		}

		@Override
		public Order placeOrder(Order order) {
			OrderMessage answer = this.stub.placeOrder(this.orderMessage);
			if (answer.getId() != this.order.getId() || answer.getLinesCount() != this.order.getLines().size()) {
				throw new IllegalStateException("The answer is wrong.");
			}
			return this.order;
		}

		@Override
		public List<User> listUsers(int count) {
			UserList answer = this.stub.listUsers(ListRequest.newBuilder().setCount(count).build());
			if (answer.getUsersCount() != count || answer.getUsers(count - 1).getName().isEmpty()) {
				throw new IllegalStateException("The answer is wrong.");
			}
			return this.users;
		}

	}

}
