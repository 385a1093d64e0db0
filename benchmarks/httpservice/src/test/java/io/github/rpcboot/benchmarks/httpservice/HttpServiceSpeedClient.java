package io.github.rpcboot.benchmarks.httpservice;

import java.util.List;

import io.github.rpcboot.benchmarks.speed.Order;
import io.github.rpcboot.benchmarks.speed.PeerClient;
import io.github.rpcboot.benchmarks.speed.Shop;
import io.github.rpcboot.benchmarks.speed.User;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/**
 * Spring's HTTP Service client over RestClient: with HttpClient 5 and a pool that is
 * large enough for all callers, or with the client of the JDK.
 */
public final class HttpServiceSpeedClient implements PeerClient {

	@Override
	public Shop connect(int port, String variant) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "logging.level.root=warn",
					"spring.http.clients.imperative.factory=" + (variant.equals("jdk") ? "jdk" : "http-components"))
			.run();
		RestClient client = context.getBean(RestClient.Builder.class).baseUrl("http://127.0.0.1:" + port).build();
		return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
			.build()
			.createClient(ShopClient.class);
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder> enoughConnections() {
			return (builder) -> builder
				.withConnectionManagerCustomizer((manager) -> manager.setMaxConnPerRoute(1024).setMaxConnTotal(1024));
		}

	}

	/** The interface. */
	public interface ShopClient extends Shop {

		@Override
		@GetExchange("/hello/{name}")
		String hello(@PathVariable("name") String name);

		@Override
		@PostExchange("/orders")
		Order placeOrder(@RequestBody Order order);

		@Override
		@GetExchange("/users")
		List<User> listUsers(@RequestParam("count") int count);

	}

}
