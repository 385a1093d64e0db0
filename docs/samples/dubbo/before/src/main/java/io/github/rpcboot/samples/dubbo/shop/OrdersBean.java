package io.github.rpcboot.samples.dubbo.shop;

import io.github.rpcboot.migration.dubbo.behaviour.Shop;
import io.github.rpcboot.migration.dubbo.contract.Orders;
import org.apache.dubbo.config.annotation.DubboService;
import org.apache.dubbo.rpc.RpcContext;

@DubboService(interfaceClass = Orders.class, version = "1.0.0")
class OrdersBean extends Shop {

	OrdersBean() {
		super(() -> RpcContext.getServerAttachment().getAttachment("tenant"));
	}

}
