package io.github.rpcboot.benchmarks.ours;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.benchmarks.speed.PeerClient;
import io.github.rpcboot.benchmarks.speed.Shop;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An application with the starter; nothing is set but where the shop lives. */
public final class OursSpeedClient implements PeerClient {

	@Override
	public Shop connect(int port, String variant) {
		List<String> properties = new ArrayList<>(List.of("spring.main.banner-mode=off", "logging.level.root=warn"));
		if (variant.equals("tls")) {
			properties.addAll(Keys.trust());
			properties.add("rpc.endpoints.shop=https://localhost:" + port);
			properties.add("rpc.consumer.targets.shop.ssl.bundle=shop");
		}
		else {
			properties.add("rpc.endpoints.shop=http://127.0.0.1:" + port);
		}
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(properties.toArray(String[]::new))
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
