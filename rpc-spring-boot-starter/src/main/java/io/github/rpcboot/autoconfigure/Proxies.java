package io.github.rpcboot.autoconfigure;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;

/** Whether the JVM was told to go through a proxy, by its properties or by a selector. */
final class Proxies {

	/** Names that no list of exceptions has. */
	private static final List<URI> ANYBODY = List.of(URI.create("http://nobody.invalid/"),
			URI.create("https://nobody.invalid/"));

	/** It reads the properties, and does not ask for whom. */
	private static final String OF_THE_JDK = "sun.net.spi.DefaultProxySelector";

	private Proxies() {
	}

	/** A selector of the application's own may choose by the host, so that it counts. */
	static boolean areSet() {
		ProxySelector selector = ProxySelector.getDefault();
		if (selector == null) {
			return false;
		}
		return !selector.getClass().getName().equals(OF_THE_JDK)
				|| ANYBODY.stream().flatMap((url) -> selector.select(url).stream()).anyMatch(Proxies::isOne);
	}

	private static boolean isOne(Proxy proxy) {
		return proxy.type() != Proxy.Type.DIRECT;
	}

}
