package io.github.rpcboot.autoconfigure.test.app;

import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.test.RpcFake;

/** A fake that a test writes by hand. */
@RpcFake("stock")
public class FakeStock implements Stock {

	public static final Item TEA = new Item("tea", new BigDecimal("4.50"));

	public final AtomicInteger calls = new AtomicInteger();

	@Override
	public Item find(String name) throws SoldOut {
		this.calls.incrementAndGet();
		switch (name) {
			case "tea":
				return TEA;
			case "coffee":
				throw new SoldOut("coffee");
			case "unreachable":
				throw new RpcException(RpcStatus.UNAVAILABLE, "No way there");
			case "forbidden":
				throw RpcException.builder(RpcStatus.PERMISSION_DENIED, "Not for you").method("Stock", "find").build();
			case "wrong":
				throw new AssertionError("nobody should ask for " + name);
			default:
				throw new IllegalArgumentException("no " + name);
		}
	}

}
