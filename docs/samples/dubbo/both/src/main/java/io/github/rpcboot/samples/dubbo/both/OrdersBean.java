package io.github.rpcboot.samples.dubbo.both;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.migration.dubbo.behaviour.Shop;
import io.github.rpcboot.migration.dubbo.contract.Orders;
import org.apache.dubbo.config.annotation.DubboService;

@RemoteService
@DubboService(interfaceClass = Orders.class, version = "1.0.0")
class OrdersBean extends Shop {

	OrdersBean() {
		super(OrdersBean::tenant);
	}

	private static String tenant() {
		RpcContext call = RpcContext.current();
		return (call != null) ? call.headers().get("tenant")
				: org.apache.dubbo.rpc.RpcContext.getServerAttachment().getAttachment("tenant");
	}

}
