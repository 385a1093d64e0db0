package io.github.rpcboot.discovery;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.call.Endpoint;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.ServiceInstance;

/**
 * From the instances of a registry to ours: scheme, host and port, as Spring Cloud's own
 * callers take them. A context path is a matter of the {@code base-path} of the target.
 */
final class CloudInstances {

	private static final Log logger = LogFactory.getLog(CloudInstances.class);

	private static final Set<String> SCHEMES = Set.of("http", "https");

	private static final int MOST_WARNINGS = 100;

	private final Set<String> passedOver = ConcurrentHashMap.newKeySet();

	List<Endpoint> endpoints(List<ServiceInstance> instances) {
		Set<Endpoint> endpoints = new LinkedHashSet<>();
		for (ServiceInstance instance : instances) {
			Endpoint endpoint = endpoint(instance);
			if (endpoint != null) {
				endpoints.add(endpoint);
			}
			else {
				warn(instance.getServiceId() + " at " + instance.getHost() + ":" + instance.getPort());
			}
		}
		return List.copyOf(endpoints);
	}

	/** One wrong entry of a registry must not take the others away. */
	private static @Nullable Endpoint endpoint(ServiceInstance instance) {
		try {
			URI uri = instance.getUri();
			String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT)
					: instance.isSecure() ? "https" : "http";
			if (uri.getHost() == null || uri.getPort() == 0 || !SCHEMES.contains(scheme)) {
				return null;
			}
			String port = (uri.getPort() > 0) ? ":" + uri.getPort() : "";
			return Endpoint.parse(scheme + "://" + uri.getHost() + port, "the registry");
		}
		catch (RpcConfigurationException | IllegalArgumentException | NullPointerException ex) {
			return null;
		}
	}

	private void warn(String instance) {
		if (this.passedOver.size() < MOST_WARNINGS && this.passedOver.add(instance)) {
			logger.warn("An instance in the registry is passed over, since it has no usable HTTP URL: "
					+ instance.replaceAll("\\p{Cntrl}", "?"));
		}
	}

}
