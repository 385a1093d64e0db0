package io.github.rpcboot.samples.dubbo;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;

import io.github.rpcboot.migration.dubbo.behaviour.Checkout;
import io.github.rpcboot.migration.dubbo.behaviour.CheckoutBehaviour;
import io.github.rpcboot.migration.dubbo.behaviour.Shop;
import io.github.rpcboot.migration.dubbo.contract.Orders;
import io.github.rpcboot.samples.dubbo.checkout.CheckoutApplication;
import io.github.rpcboot.samples.dubbo.shop.ShopApplication;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.rpc.service.GenericService;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class BeforeTests extends CheckoutBehaviour {

	private static int port;

	private static ConfigurableApplicationContext shop;

	private static ConfigurableApplicationContext checkout;

	@BeforeAll
	static void start() throws IOException {
		port = freePort();
		shop = run(ShopApplication.class, "shop");
		checkout = run(CheckoutApplication.class, "checkout");
		checkout.getBean(Checkout.class).delivery(5);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static ConfigurableApplicationContext run(Class<?> application, String name) {
		return new SpringApplicationBuilder(application)
			.properties("spring.config.name=" + name, "port=" + port, "spring.main.banner-mode=off",
					"logging.level.root=error")
			.run();
	}

	@AfterAll
	static void stop() {
		shop.getBean(Shop.class).arrive();
		checkout.close();
		shop.close();
	}

	@Override
	protected Checkout checkout() {
		return checkout.getBean(Checkout.class);
	}

	@Test
	void aCallThatTimesOutRunsThreeTimes() {
		int before = shop.getBean(Shop.class).deliveries();
		assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(checkout().delivery(6)).isEqualTo("later"));
		assertThat(shop.getBean(Shop.class).deliveries()).isEqualTo(before + 3);
	}

	@Test
	void anExceptionOfTheJdkTravelsWithItsMessage() {
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> checkout().find(13))
			.withMessage("The table of orders is broken");
	}

	@Test
	void aCallWithoutTheInterfaceNeedsAGenericService() {
		ReferenceConfig<GenericService> reference = new ReferenceConfig<>();
		reference.setInterface(Orders.class.getName());
		reference.setGeneric("true");
		reference.setVersion("1.0.0");
		reference.setUrl("dubbo://2130706433:" + port + "/" + Orders.class.getName());
		Object order = reference.get().$invoke("find", new String[] { "long" }, new Object[] { 7L });
		assertThat(order).asInstanceOf(InstanceOfAssertFactories.MAP).containsEntry("buyer", "Ada");
	}

}
