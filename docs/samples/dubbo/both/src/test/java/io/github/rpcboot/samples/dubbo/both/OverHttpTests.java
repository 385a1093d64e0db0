package io.github.rpcboot.samples.dubbo.both;

import io.github.rpcboot.migration.dubbo.CheckoutAfter;
import io.github.rpcboot.migration.dubbo.behaviour.Checkout;
import io.github.rpcboot.migration.dubbo.behaviour.CheckoutBehaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.context.ConfigurableApplicationContext;

/** The consumer of after. */
class OverHttpTests extends CheckoutBehaviour {

	private static RunningShop shop;

	private static ConfigurableApplicationContext checkout;

	@BeforeAll
	static void start() {
		shop = new RunningShop();
		checkout = RunningShop.run(CheckoutAfter.class, "spring.main.web-application-type=none", "dubbo.enabled=false",
				"rpc.endpoints.shop=" + shop.url(),
				"rpc.consumer.targets.shop.services.Orders.methods.delivery.timeout=1s");
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
