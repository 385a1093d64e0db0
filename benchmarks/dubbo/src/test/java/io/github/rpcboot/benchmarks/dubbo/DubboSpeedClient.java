package io.github.rpcboot.benchmarks.dubbo;

import io.github.rpcboot.benchmarks.speed.PeerClient;
import io.github.rpcboot.benchmarks.speed.Shop;
import org.apache.dubbo.config.ReferenceConfig;

/** Dubbo with its defaults, and a time-out that a loaded machine does not reach. */
public final class DubboSpeedClient implements PeerClient {

	private static final int TIMEOUT_MILLIS = 10_000;

	@Override
	public Shop connect(int port, String variant) {
		ReferenceConfig<Shop> reference = new ReferenceConfig<>();
		reference.setInterface(Shop.class);
		boolean triple = variant.equals("tri");
		reference.setUrl((triple ? "tri://" : "dubbo://") + Dubbo.LOOPBACK + ":" + port + "/" + Shop.class.getName()
				+ (triple ? "" : "?serialization=" + variant));
		reference.setTimeout(TIMEOUT_MILLIS);
		Dubbo.application("customer").reference(reference).start();
		return reference.get();
	}

}
