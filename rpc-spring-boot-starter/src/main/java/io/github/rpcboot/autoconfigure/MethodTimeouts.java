package io.github.rpcboot.autoconfigure;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.autoconfigure.RpcProperties.Method;
import io.github.rpcboot.autoconfigure.RpcProperties.Service;
import io.github.rpcboot.autoconfigure.RpcProperties.Target;
import io.github.rpcboot.autoconfigure.RpcSettings.Application;
import io.github.rpcboot.consumer.RemoteTarget.CallSettings;
import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;

/**
 * The time-outs of the methods of one application: the method's, else the service's, else
 * the target's, else the consumer's. It remembers what methods there are, and so finds
 * names in the configuration that are none of them.
 */
final class MethodTimeouts {

	private final String key;

	private final Duration consumerTimeout;

	private final @Nullable Duration targetTimeout;

	private final Map<String, Service> services;

	private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();

	MethodTimeouts(Application application, Duration consumerTimeout) {
		Target target = application.target();
		this.key = "rpc.consumer.targets." + application.name();
		this.consumerTimeout = consumerTimeout;
		this.targetTimeout = (target != null) ? target.timeout() : null;
		this.services = (target != null) ? target.services() : Map.of();
	}

	CallSettings of(MethodContract method) {
		this.seen.computeIfAbsent(method.service(), (name) -> ConcurrentHashMap.newKeySet()).add(method.name());
		String serviceName = keyOf(this.services, method.service());
		Service service = (serviceName != null) ? this.services.get(serviceName) : null;
		if (service != null) {
			String serviceKey = this.key + ".services." + serviceName;
			String methodName = keyOf(service.methods(), method.name());
			Method own = (methodName != null) ? service.methods().get(methodName) : null;
			if (own != null && own.timeout() != null) {
				return new CallSettings(own.timeout(), serviceKey + ".methods." + methodName + ".timeout");
			}
			if (service.timeout() != null) {
				return new CallSettings(service.timeout(), serviceKey + ".timeout");
			}
		}
		return (this.targetTimeout != null) ? new CallSettings(this.targetTimeout, this.key + ".timeout")
				: new CallSettings(this.consumerTimeout, "rpc.consumer.timeout");
	}

	/** The whole name, or its last segment. */
	private static @Nullable String keyOf(Map<String, ?> entries, String name) {
		String whole = Names.canonical(name);
		String last = Names.canonical(name.substring(name.lastIndexOf('.') + 1));
		String byLast = null;
		for (String key : entries.keySet()) {
			if (Names.canonical(key).equals(whole)) {
				return key;
			}
			if (Names.canonical(key).equals(last)) {
				byLast = key;
			}
		}
		return byLast;
	}

	Set<String> services() {
		return new TreeSet<>(this.seen.keySet());
	}

	boolean nameServices() {
		return !this.services.isEmpty();
	}

	void check() {
		this.services.forEach(this::check);
	}

	private void check(String name, Service service) {
		String serviceKey = this.key + ".services." + name;
		List<String> matches = this.seen.keySet()
			.stream()
			.filter((candidate) -> keyOf(Map.of(name, ""), candidate) != null)
			.sorted()
			.toList();
		if (matches.size() != 1) {
			throw new RpcConfigurationException(
					"The key '" + serviceKey + "' names "
							+ (matches.isEmpty() ? "no service that is used here."
									: "several services: " + matches + "."),
					action(this.key + ".services.", name, matches.isEmpty() ? this.seen.keySet() : matches));
		}
		Set<String> methods = this.seen.getOrDefault(matches.get(0), Set.of());
		for (String method : service.methods().keySet()) {
			if (methods.stream().map(Names::canonical).noneMatch(Names.canonical(method)::equals)) {
				throw new RpcConfigurationException("The key '" + serviceKey + ".methods." + method
						+ "' names no method of " + matches.get(0) + ".",
						action(serviceKey + ".methods.", method, methods));
			}
		}
	}

	private static String action(String prefix, String name, Collection<String> known) {
		String nearest = Names.nearest(name, known);
		return (nearest != null) ? "Did you mean '" + prefix + nearest + "'?"
				: "Known are: " + known.stream().sorted().collect(Collectors.joining(", ")) + ".";
	}

}
