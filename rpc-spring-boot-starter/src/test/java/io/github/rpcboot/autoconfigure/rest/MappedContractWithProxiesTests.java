package io.github.rpcboot.autoconfigure.rest;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Where the JVM has proxies, another client carries the calls, and nothing else changes.
 */
@Isolated("changes what holds for the whole JVM")
class MappedContractWithProxiesTests extends RequestMappedContractTests {

	private final ProxySelector before = ProxySelector.getDefault();

	@Override
	@BeforeAll
	void start() {
		ProxySelector.setDefault(new Direct());
		super.start();
	}

	@Override
	@AfterAll
	void stop() {
		ProxySelector.setDefault(this.before);
		super.stop();
	}

	private static final class Direct extends ProxySelector {

		@Override
		public List<Proxy> select(URI uri) {
			return List.of(Proxy.NO_PROXY);
		}

		@Override
		public void connectFailed(URI uri, SocketAddress address, IOException failure) {
			throw new IllegalStateException(failure);
		}

	}

}
