package io.github.rpcboot.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;

import io.github.rpcboot.provider.RemoteServices;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Says once, and exactly, that anybody in the network can call. */
final class UnauthenticatedWarning implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(UnauthenticatedWarning.class);

	private final ObjectProvider<RemoteServices> services;

	private final boolean guarded;

	private final Environment environment;

	private final Server server;

	UnauthenticatedWarning(ObjectProvider<RemoteServices> services, boolean guarded, Environment environment,
			Server server) {
		this.services = services;
		this.guarded = guarded;
		this.environment = environment;
		this.server = server;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		RemoteServices provided = this.services.getIfAvailable();
		if (!this.guarded && provided != null && !provided.contracts().isEmpty() && !isLoopback()) {
			logger.warn("Anybody who reaches this " + this.server.name + " can call " + provided.contracts()
					+ ". Set 'rpc.provider.token', define an RpcAuthorizer bean, add Spring Security,"
					+ " or bind to this machine with '" + this.server.addressKey + ": 127.0.0.1'.");
		}
	}

	private boolean isLoopback() {
		String address = this.environment.getProperty(this.server.addressKey);
		try {
			return address != null && InetAddress.getByName(address).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	/** What can be reached, and the key that says from where. */
	enum Server {

		/** The web server. */
		WEB("server", "server.address"),

		/** The server of gRPC. */
		GRPC("gRPC server", "spring.grpc.server.address");

		private final String name;

		private final String addressKey;

		Server(String name, String addressKey) {
			this.name = name;
			this.addressKey = addressKey;
		}

	}

}
