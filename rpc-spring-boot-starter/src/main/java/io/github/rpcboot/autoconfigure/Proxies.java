package io.github.rpcboot.autoconfigure;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;

/** Whether the JVM was told to go through a proxy, by its properties or by a selector. */
final class Proxies {

	/** A name that no list of exceptions has. */
	private static final String NOBODY = "://nobody.invalid/";

	private Proxies() {
	}

	static boolean areSet(String scheme) {
		ProxySelector selector = ProxySelector.getDefault();
		return selector != null && selector.select(URI.create(scheme + NOBODY))
			.stream()
			.anyMatch((proxy) -> proxy.type() != Proxy.Type.DIRECT);
	}

}
