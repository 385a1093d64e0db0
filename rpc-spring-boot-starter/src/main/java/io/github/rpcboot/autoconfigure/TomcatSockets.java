package io.github.rpcboot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.protocol.http.ServerSockets;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/**
 * The sockets of an embedded Tomcat, of all its connectors. Pausing a connector, as Boot
 * does, would end idle connections too, without an answer to what is on its way on them.
 */
final class TomcatSockets implements ServerSockets {

	private static final long CATCH_UP = TimeUnit.SECONDS.toNanos(1);

	private final ApplicationContext context;

	TomcatSockets(ApplicationContext context) {
		this.context = context;
	}

	/** Under load the acceptor is behind, and whoever waits for it would be cut off. */
	@Override
	public void closeListening() {
		long end = System.nanoTime() + CATCH_UP;
		for (Connector connector : connectors()) {
			ListenQueue.awaitEmpty(connector.getLocalPort(), end - System.nanoTime());
			connector.getProtocolHandler().closeServerSocketGraceful();
		}
	}

	/**
	 * It waits as long as there is a connection, and returns what is left of the time.
	 */
	@Override
	public boolean isUnconnected() {
		List<Connector> connectors = connectors();
		return !connectors.isEmpty() && connectors.stream()
			.allMatch((connector) -> connector.getProtocolHandler().awaitConnectionsClose(1) > 0);
	}

	private List<Connector> connectors() {
		List<Connector> connectors = new ArrayList<>();
		if (this.context instanceof WebServerApplicationContext server
				&& server.getWebServer() instanceof TomcatWebServer tomcat) {
			for (Service service : tomcat.getTomcat().getServer().findServices()) {
				connectors.addAll(List.of(service.findConnectors()));
			}
		}
		return connectors;
	}

}
