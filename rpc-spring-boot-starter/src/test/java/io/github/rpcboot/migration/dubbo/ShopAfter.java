package io.github.rpcboot.migration.dubbo;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.migration.dubbo.behaviour.Shop;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The provider. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ShopAfter.OrdersBean.class)
class ShopAfter {

	@RemoteService
	static class OrdersBean extends Shop {

		OrdersBean() {
			super(() -> RpcContext.current().headers().get("tenant"));
		}

	}

}
