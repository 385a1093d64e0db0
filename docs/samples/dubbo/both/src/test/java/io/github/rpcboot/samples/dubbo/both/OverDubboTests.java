package io.github.rpcboot.samples.dubbo.both;

import io.github.rpcboot.migration.dubbo.behaviour.Checkout;
import io.github.rpcboot.migration.dubbo.behaviour.CheckoutBehaviour;
import io.github.rpcboot.samples.dubbo.checkout.CheckoutApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.context.ConfigurableApplicationContext;

/** The consumer of before, moved to Spring Boot 4, still over Dubbo. */
class OverDubboTests extends CheckoutBehaviour {

	private static RunningShop shop;

	private static ConfigurableApplicationContext checkout;

	@BeforeAll
	static void start() {
		shop = new RunningShop();
		checkout = RunningShop.run(CheckoutApplication.class, "spring.config.name=checkout",
				"spring.main.web-application-type=none", "dubbo.application.name=checkout",
				"dubbo.application.qos-enable=false", "dubbo.registry.address=N/A", "shop.url=dubbo://2130706433:"
						+ shop.dubboPort() + "/io.github.rpcboot.migration.dubbo.contract.Orders");
		checkout.getBean(Checkout.class).delivery(5);
	}

	@AfterAll
	static void stop() {
		checkout.close();
		shop.close();
	}

	@Override
	protected Checkout checkout() {
		return checkout.getBean(Checkout.class);
	}

}
