package io.github.rpcboot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.protocol.http.ServerSockets;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.ProtocolHandler;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/**
 * The sockets of an embedded Tomcat, of all its connectors. Pausing a connector, as Boot
 * does, would end idle connections too, without an answer to what is on its way on them.
 */
final class TomcatSockets implements ServerSockets {

	private final ApplicationContext context;

	TomcatSockets(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void closeListening() {
		handlers().forEach(ProtocolHandler::closeServerSocketGraceful);
	}

	/**
	 * It waits as long as there is a connection, and returns what is left of the time.
	 */
	@Override
	public boolean isUnconnected() {
		List<ProtocolHandler> handlers = handlers();
		return !handlers.isEmpty() && handlers.stream().allMatch((handler) -> handler.awaitConnectionsClose(1) > 0);
	}

	private List<ProtocolHandler> handlers() {
		List<ProtocolHandler> handlers = new ArrayList<>();
		if (this.context instanceof WebServerApplicationContext server
				&& server.getWebServer() instanceof TomcatWebServer tomcat) {
			for (Service service : tomcat.getTomcat().getServer().findServices()) {
				for (Connector connector : service.findConnectors()) {
					handlers.add(connector.getProtocolHandler());
				}
			}
		}
		return handlers;
	}

}
