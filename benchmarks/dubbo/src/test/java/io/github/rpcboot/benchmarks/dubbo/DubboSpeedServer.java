package io.github.rpcboot.benchmarks.dubbo;

import java.net.ServerSocket;

import io.github.rpcboot.benchmarks.speed.PeerServer;
import io.github.rpcboot.benchmarks.speed.Shop;
import io.github.rpcboot.benchmarks.speed.ShopBean;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ServiceConfig;

/** Dubbo with its defaults: the dubbo protocol, or Triple. */
public final class DubboSpeedServer implements PeerServer {

	@Override
	public int start(String variant) throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		ProtocolConfig protocol = new ProtocolConfig(variant.equals("tri") ? "tri" : "dubbo", port);
		protocol.setHost(Dubbo.LOOPBACK);
		if (!variant.equals("tri")) {
			protocol.setSerialization(variant);
		}
		ServiceConfig<Shop> service = new ServiceConfig<>();
		service.setInterface(Shop.class);
		service.setRef(new ShopBean());
		Dubbo.application("shop").protocol(protocol).service(service).start();
		return port;
	}

}
