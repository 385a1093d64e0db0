package io.github.rpcboot.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;

import io.github.rpcboot.provider.RemoteServices;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Says once, and exactly, that anybody in the network can call. */
final class UnauthenticatedWarning implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(UnauthenticatedWarning.class);

	private final ObjectProvider<RemoteServices> services;

	private final boolean guarded;

	private final @Nullable String address;

	UnauthenticatedWarning(ObjectProvider<RemoteServices> services, boolean guarded, @Nullable String address) {
		this.services = services;
		this.guarded = guarded;
		this.address = address;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		RemoteServices provided = this.services.getIfAvailable();
		if (!this.guarded && provided != null && !provided.contracts().isEmpty() && !isLoopback()) {
			logger.warn("Anybody who reaches this server can call " + provided.contracts()
					+ ". Set 'rpc.provider.token', define an RpcAuthorizer bean, add Spring Security,"
					+ " or bind to this machine with 'server.address: 127.0.0.1'.");
		}
	}

	private boolean isLoopback() {
		try {
			return this.address != null && InetAddress.getByName(this.address).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
