package io.github.rpcboot.benchmarks.ours;

import java.util.List;

import io.github.rpcboot.benchmarks.speed.Order;
import io.github.rpcboot.benchmarks.speed.Shop;
import io.github.rpcboot.benchmarks.speed.User;

/** The shop over {@link RawCodec}, whatever carries its bytes. */
abstract class RawShop implements Shop {

	/** What the answer says. */
	abstract Object call(byte method, Object argument);

	@Override
	public String hello(String name) {
		return (String) call(RawCodec.HELLO, name);
	}

	@Override
	public Order placeOrder(Order order) {
		return (Order) call(RawCodec.ORDER, order);
	}

	@Override
	@SuppressWarnings("unchecked")
	public List<User> listUsers(int count) {
		return (List<User>) call(RawCodec.USERS, count);
	}

}
