package io.github.rpcboot.autoconfigure;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.autoconfigure.RpcProperties.ProvidedService;
import io.github.rpcboot.contract.ServiceContract;

/**
 * The settings of provided services. Their names are held against the services that there
 * are, once those are known.
 */
final class ProvidedServices {

	private static final String KEY = "rpc.provider.services.";

	private final Map<String, ProvidedService> settings;

	ProvidedServices(Map<String, ProvidedService> settings) {
		this.settings = settings;
	}

	/** The limit of a service, 0 if it has none of its own. */
	int maxInFlight(String service) {
		int byLast = 0;
		for (Map.Entry<String, ProvidedService> entry : this.settings.entrySet()) {
			Integer limit = entry.getValue().maxInFlight();
			if (limit != null && isWhole(entry.getKey(), service)) {
				return limit;
			}
			if (limit != null && isLast(entry.getKey(), service)) {
				byLast = limit;
			}
		}
		return byLast;
	}

	private static boolean isWhole(String key, String service) {
		return Names.canonical(key).equals(Names.canonical(service));
	}

	/** The last segment of a name is enough where it says which service is meant. */
	private static boolean isLast(String key, String service) {
		return isWhole(key, service.substring(service.lastIndexOf('.') + 1));
	}

	void check(Collection<ServiceContract> contracts) {
		List<String> provided = contracts.stream().map(ServiceContract::name).sorted().toList();
		for (String key : this.settings.keySet()) {
			List<String> matches = provided.stream().filter((name) -> isWhole(key, name)).toList();
			if (matches.isEmpty()) {
				matches = provided.stream().filter((name) -> isLast(key, name)).toList();
			}
			if (matches.size() != 1) {
				throw new RpcConfigurationException(
						"The key '" + KEY + key + "' names "
								+ (matches.isEmpty() ? "no service that is provided here."
										: "several services: " + matches + "."),
						action(key, matches.isEmpty() ? provided : matches));
			}
		}
	}

	private static String action(String name, List<String> known) {
		String nearest = Names.nearest(name, known);
		if (nearest != null) {
			return "Did you mean '" + KEY + nearest + "'?";
		}
		return known.isEmpty() ? "Remove it: no bean here has @RemoteService."
				: "Known are: " + String.join(", ", known) + ".";
	}

}
