package io.github.rpcboot.samples.dubbo.checkout;

import java.util.List;

import io.github.rpcboot.migration.dubbo.behaviour.Checkout;
import io.github.rpcboot.migration.dubbo.contract.NewOrder;
import io.github.rpcboot.migration.dubbo.contract.Order;
import io.github.rpcboot.migration.dubbo.contract.Orders;
import io.github.rpcboot.migration.dubbo.contract.OutOfStock;
import org.apache.dubbo.config.annotation.DubboReference;
import org.apache.dubbo.config.annotation.Method;
import org.apache.dubbo.rpc.RpcException;

import org.springframework.stereotype.Component;

@Component
class CheckoutBean implements Checkout {

	@DubboReference(version = "1.0.0", url = "${shop.url}", methods = @Method(name = "delivery", timeout = 1000))
	private Orders orders;

	@Override
	public Order find(long id) {
		return this.orders.find(id);
	}

	@Override
	public List<Order> list(String buyer) {
		return this.orders.list(buyer);
	}

	@Override
	public Order place(String buyer, String item, int quantity) throws OutOfStock {
		return this.orders.place(new NewOrder(buyer, item, quantity));
	}

	@Override
	public Order receipt(long id) {
		return this.orders.receipt(id).join();
	}

	@Override
	public String delivery(long id) {
		try {
			return this.orders.delivery(id);
		}
		catch (RpcException ex) {
			if (ex.isTimeout()) {
				return "later";
			}
			throw ex;
		}
	}

}
