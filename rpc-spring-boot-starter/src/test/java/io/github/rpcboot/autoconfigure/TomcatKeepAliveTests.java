package io.github.rpcboot.autoconfigure;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.junit.jupiter.api.Test;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/** How many requests a connection to Tomcat carries. */
class TomcatKeepAliveTests {

	private static int requestsPerConnection(Class<?> application, String... properties) {
		try (RunningApplication running = RunningApplication.web(application, properties)) {
			TomcatWebServer server = (TomcatWebServer) ((WebServerApplicationContext) running.context()).getWebServer();
			return ((AbstractHttp11Protocol<?>) server.getTomcat().getConnector().getProtocolHandler())
				.getMaxKeepAliveRequests();
		}
	}

	@Test
	void aConnectionToAProviderIsKeptForAnyNumberOfCalls() {
		assertThat(requestsPerConnection(Provider.class)).isEqualTo(-1);
	}

	@Test
	void whatTheApplicationSaysHolds() {
		assertThat(requestsPerConnection(Provider.class, "server.tomcat.max-keep-alive-requests=100")).isEqualTo(100);
		assertThat(requestsPerConnection(Provider.class, "server.tomcat.maxKeepAliveRequests=7")).isEqualTo(7);
	}

	@Test
	void aServerWithoutServicesIsLeftAlone() {
		assertThat(requestsPerConnection(Nothing.class)).isEqualTo(100);
	}

	@Auto
	static class Nothing {

	}

	@Auto
	@Import(HelloBean.class)
	static class Provider {

	}

}
