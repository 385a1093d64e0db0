package io.github.rpcboot.discovery;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointSource;

/**
 * The door of this room: sources of endpoints.
 *
 * @since 0.1.0
 */
public final class Endpoints {

	/** Protocols that differ in encryption only. */
	private static final Map<String, String> SECURE = Map.of("https", "http", "grpcs", "grpc");

	private Endpoints() {
	}

	/**
	 * The fixed list of the configuration.
	 * @param urls the URLs of the instances
	 * @param where where they are written, for messages
	 * @return a source that never changes
	 * @throws RpcConfigurationException if a URL is wrong, or the list is empty or mixes
	 * protocols
	 */
	public static EndpointSource fixed(List<String> urls, String where) {
		Set<Endpoint> endpoints = new LinkedHashSet<>();
		urls.forEach((url) -> endpoints.add(Endpoint.parse(url, where)));
		if (endpoints.isEmpty()) {
			throw new RpcConfigurationException("'" + where + "' lists no URL.",
					"Write at least one, for example " + where + "=http://localhost:8081");
		}
		requireOneProtocol(endpoints, where);
		return new FixedEndpoints(List.copyOf(endpoints));
	}

	private static void requireOneProtocol(Set<Endpoint> endpoints, String where) {
		Set<String> protocols = endpoints.stream()
			.map((endpoint) -> SECURE.getOrDefault(endpoint.scheme(), endpoint.scheme()))
			.collect(Collectors.toCollection(TreeSet::new));
		if (protocols.size() > 1) {
			throw new RpcConfigurationException("The list '" + where + "' mixes the protocols " + protocols + ".",
					"List instances of one protocol only (http and https count as one, grpc and grpcs as well).");
		}
	}

}
