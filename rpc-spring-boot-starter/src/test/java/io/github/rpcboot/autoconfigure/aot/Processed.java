package io.github.rpcboot.autoconfigure.aot;

/** Each application is processed once, since some of its proxies cannot be made twice. */
final class Processed {

	static final ProcessedApplication SHOP = ProcessedApplication.of(Shop.class);

	static final ProcessedApplication CUSTOMER = ProcessedApplication.of(Customer.class);

	private Processed() {
	}

}
