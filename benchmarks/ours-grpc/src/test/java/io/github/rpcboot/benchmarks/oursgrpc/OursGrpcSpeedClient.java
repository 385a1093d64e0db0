package io.github.rpcboot.benchmarks.oursgrpc;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.benchmarks.speed.PeerClient;
import io.github.rpcboot.benchmarks.speed.Shop;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An application with the starter; nothing is set but where the shop lives. */
public final class OursGrpcSpeedClient implements PeerClient {

	@Override
	public Shop connect(int port, String variant) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "logging.level.root=warn",
					"rpc.endpoints.shop=grpc://127.0.0.1:" + port)
			.run()
			.getBean(Customer.class)
			.shop();
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Customer.class)
	static class Application {

	}

	/** A bean that calls. */
	static class Customer {

		private final Shop shop;

		Customer(@RemoteReference("shop") Shop shop) {
			this.shop = shop;
		}

		Shop shop() {
			return this.shop;
		}

	}

}
