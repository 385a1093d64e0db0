package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.call.Transport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/** Makes the transports of gRPC where its client is on the class path. */
@FunctionalInterface
interface GrpcClients {

	/**
	 * Makes a transport, for one application.
	 * @param compress whether to gzip requests
	 * @param bundle certificates for URLs that begin with {@code grpcs}, {@code null} for
	 * what the channels of Spring Boot or the JVM have
	 */
	Transport create(boolean compress, @Nullable SslBundle bundle);

}
