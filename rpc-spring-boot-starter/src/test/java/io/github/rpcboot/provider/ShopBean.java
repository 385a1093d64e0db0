package io.github.rpcboot.provider;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A shop whose answers a test decides.
 */
class ShopBean implements Shop {

	Function<String, String> greeting = (name) -> "Hello, " + name;

	CompletableFuture<String> future = new CompletableFuture<>();

	Throwable thrown;

	int calls;

	@Override
	public String greet(String name) {
		this.calls++;
		return this.greeting.apply(name);
	}

	@Override
	public void buy(Order order) throws OutOfStock {
		this.calls++;
		if (this.thrown != null) {
			ShopBean.<RuntimeException>sneak(this.thrown);
		}
	}

	@Override
	public void pay(int amount, String card) {
		this.calls++;
	}

	@Override
	public CompletableFuture<String> later(String name) {
		return this.future;
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void sneak(Throwable thrown) throws T {
		throw (T) thrown;
	}

}
