package io.github.rpcboot.benchmarks.openfeign;

import java.util.List;

import io.github.rpcboot.benchmarks.speed.Order;
import io.github.rpcboot.benchmarks.speed.PeerClient;
import io.github.rpcboot.benchmarks.speed.Shop;
import io.github.rpcboot.benchmarks.speed.User;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Spring Cloud OpenFeign: as it comes, over HttpURLConnection, or over HttpClient 5 with
 * a pool that is large enough for all callers.
 */
public final class OpenFeignSpeedClient implements PeerClient {

	@Override
	public Shop connect(int port, String variant) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("shop.url=http://127.0.0.1:" + port, "spring.main.banner-mode=off", "logging.level.root=warn",
					"spring.cloud.openfeign.httpclient.hc5.enabled=" + variant.equals("hc5"),
					"spring.cloud.openfeign.httpclient.max-connections=1024",
					"spring.cloud.openfeign.httpclient.max-connections-per-route=1024")
			.run()
			.getBean(ShopClient.class);
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableFeignClients(clients = ShopClient.class)
	static class Application {

	}

	/** The interface. */
	@FeignClient(name = "shop", url = "${shop.url}")
	public interface ShopClient extends Shop {

		@Override
		@GetMapping("/hello/{name}")
		String hello(@PathVariable("name") String name);

		@Override
		@PostMapping("/orders")
		Order placeOrder(@RequestBody Order order);

		@Override
		@GetMapping("/users")
		List<User> listUsers(@RequestParam("count") int count);

	}

}
