package io.github.rpcboot.benchmarks.oursgrpc;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.benchmarks.speed.PeerServer;
import io.github.rpcboot.benchmarks.speed.WebApplication;
import io.github.rpcboot.benchmarks.streams.TicksBean;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/**
 * The same bean over {@code grpc} or {@code http}; nothing is set but the address, and
 * that the other server stays away.
 */
public final class OursStreamServer implements PeerServer {

	@Override
	public int start(String variant) {
		if (variant.equals("http")) {
			return WebApplication.start(Application.class, "spring.grpc.server.enabled=false");
		}
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
	@Import(RemoteTicks.class)
	static class Application {

	}

	/** The bean. */
	@RemoteService
	static class RemoteTicks extends TicksBean {

	}

}
