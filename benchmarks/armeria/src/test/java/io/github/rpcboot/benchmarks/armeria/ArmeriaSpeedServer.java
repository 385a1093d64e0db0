package io.github.rpcboot.benchmarks.armeria;

import java.net.InetSocketAddress;
import java.util.List;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.annotation.ConsumesJson;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.annotation.Param;
import com.linecorp.armeria.server.annotation.Post;
import com.linecorp.armeria.server.annotation.ProducesJson;
import io.github.rpcboot.benchmarks.speed.Order;
import io.github.rpcboot.benchmarks.speed.PeerServer;
import io.github.rpcboot.benchmarks.speed.ShopBean;
import io.github.rpcboot.benchmarks.speed.User;

/**
 * An annotated service. It answers on the event loop, as Armeria's defaults have it,
 * which is the fastest way and only right for methods that never block.
 */
public final class ArmeriaSpeedServer implements PeerServer {

	@Override
	public int start(String variant) {
		Server server = Server.builder()
			.port(new InetSocketAddress("127.0.0.1", 0), SessionProtocol.HTTP)
			.annotatedService(new ShopService())
			.build();
		server.start().join();
		return server.activeLocalPort();
	}

	/** The service. */
	public static final class ShopService {

		private final ShopBean shop = new ShopBean();

		/**
		 * Says hello.
		 * @param name a name
		 * @return a greeting
		 */
		@Get("/hello/{name}")
		public String hello(@Param("name") String name) {
			return this.shop.hello(name);
		}

		/**
		 * Places an order.
		 * @param order the order
		 * @return the same order
		 */
		@Post("/orders")
		@ConsumesJson
		@ProducesJson
		public Order placeOrder(Order order) {
			return this.shop.placeOrder(order);
		}

		/**
		 * Lists users.
		 * @param count how many
		 * @return users
		 */
		@Get("/users")
		@ProducesJson
		public List<User> listUsers(@Param("count") int count) {
			return this.shop.listUsers(count);
		}

	}

}
