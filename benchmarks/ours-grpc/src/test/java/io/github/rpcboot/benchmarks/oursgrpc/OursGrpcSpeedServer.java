package io.github.rpcboot.benchmarks.oursgrpc;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.benchmarks.speed.PeerServer;
import io.github.rpcboot.benchmarks.speed.ShopBean;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** An application with the starter; nothing is set but the address. */
public final class OursGrpcSpeedServer implements PeerServer {

	@Override
	public int start(String variant) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.grpc.server.address=127.0.0.1", "spring.grpc.server.port=0",
					"spring.main.banner-mode=off", "logging.level.root=warn")
			.run()
			.getBean(GrpcServerLifecycle.class)
			.getPort();
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(RemoteShop.class)
	static class Application {

	}

	/** The bean. */
	@RemoteService
	static class RemoteShop extends ShopBean {

	}

}
