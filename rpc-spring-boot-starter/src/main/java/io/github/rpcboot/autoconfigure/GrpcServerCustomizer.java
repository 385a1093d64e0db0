package io.github.rpcboot.autoconfigure;

import java.util.List;

import io.github.rpcboot.protocol.grpc.GrpcRpcEndpoint;
import io.grpc.HandlerRegistry;
import io.grpc.ServerBuilder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.Ordered;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/**
 * Lets a server look up our methods. A message that is a little too large is refused by
 * us, who can say so in words; the server ends the call of any larger one by itself.
 */
final class GrpcServerCustomizer<T extends ServerBuilder<T>> implements ServerBuilderCustomizer<T>, Ordered {

	private static final Log logger = LogFactory.getLog(GrpcServerCustomizer.class);

	private static final String SERVLETS = "ServletServerBuilder";

	private final HandlerRegistry registry;

	private final long requestLimit;

	/**
	 * Makes a customizer.
	 * @param registry finds our methods
	 * @param requestLimit the most bytes of a message that the server is to take
	 */
	GrpcServerCustomizer(HandlerRegistry registry, long requestLimit) {
		this.registry = registry;
		this.requestLimit = requestLimit;
	}

	@Override
	public void customize(T builder) {
		if (builder.getClass().getName().endsWith(SERVLETS)) {
			logger.warn("Services of @RemoteService are not served over gRPC: Spring Boot's gRPC server is a servlet"
					+ " here, which the container finds by the names of services that it does not know. Add the"
					+ " dependency 'io.grpc:grpc-netty' for a server with a port of its own, or set"
					+ " 'spring.grpc.server.servlet.enabled=false' if nobody is to call over gRPC.");
		}
		// Asked once at the start, which is when it is to be told what cannot be served.
		this.registry.getServices();
		GrpcRpcEndpoint.serve(this.registry, builder);
		builder.maxInboundMessageSize((int) Math.min(Integer.MAX_VALUE, this.requestLimit));
	}

	/** The services of which some method is served. */
	List<String> serviceNames() {
		return this.registry.getServices().stream().map((service) -> service.getServiceDescriptor().getName()).toList();
	}

	/** Before those of the application, which may know better. */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
