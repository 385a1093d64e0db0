package io.github.rpcboot.autoconfigure;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.autoconfigure.RpcProperties.Consumer;
import io.github.rpcboot.autoconfigure.RpcProperties.Method;
import io.github.rpcboot.autoconfigure.RpcProperties.Service;
import io.github.rpcboot.autoconfigure.RpcProperties.Target;
import io.github.rpcboot.autoconfigure.RpcSettings.Application;
import io.github.rpcboot.consumer.RemoteTarget.CallSettings;
import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the methods of one application: the method's, else the service's, else
 * the target's, else the consumer's. It remembers what methods there are, and so finds
 * names in the configuration that are none of them.
 */
final class MethodSettings {

	private final String key;

	private final String application;

	private final Fallbacks fallbacks;

	private final Consumer consumer;

	private final @Nullable Target target;

	private final Map<String, Service> services;

	private final Map<MethodContract, CallSettings> made = new ConcurrentHashMap<>();

	private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();

	MethodSettings(Application application, Consumer consumer, Fallbacks fallbacks) {
		this.application = application.name();
		this.fallbacks = fallbacks;
		this.key = "rpc.consumer.targets." + application.name();
		this.consumer = consumer;
		this.target = application.target();
		this.services = (this.target != null) ? this.target.services() : Map.of();
	}

	/** Asked at every call, so it is made once. */
	CallSettings of(MethodContract method) {
		CallSettings known = this.made.get(method);
		return (known != null) ? known : this.made.computeIfAbsent(method, this::make);
	}

	private CallSettings make(MethodContract method) {
		this.seen.computeIfAbsent(method.service(), (name) -> ConcurrentHashMap.newKeySet()).add(method.name());
		String serviceName = keyOf(this.services, method.service());
		Service service = (serviceName != null) ? this.services.get(serviceName) : null;
		String methodName = (service != null) ? keyOf(service.methods(), method.name()) : null;
		Method own = (service != null && methodName != null) ? service.methods().get(methodName) : null;
		Integer attempts = first((own != null) ? own.maxAttempts() : null,
				(service != null) ? service.maxAttempts() : null,
				(this.target != null) ? this.target.maxAttempts() : null);
		Boolean hedge = first((own != null) ? own.hedge() : null, (service != null) ? service.hedge() : null,
				(this.target != null) ? this.target.hedge() : null);
		requireHedgeable(method, own, serviceName + ".methods." + methodName);
		Timeout timeout = timeout(serviceName, service, methodName, own);
		return new CallSettings(timeout.value, timeout.origin,
				(attempts != null) ? attempts : this.consumer.maxAttempts(),
				(hedge != null) ? hedge : this.consumer.hedge(),
				(service != null) ? this.fallbacks.findIfNamed(this.application,
						this.key + ".services." + serviceName + ".fallback", service.fallback(), method) : null,
				streamIdle(service, own));
	}

	private Duration streamIdle(@Nullable Service service, @Nullable Method own) {
		Duration idle = first((own != null) ? own.streamIdleTimeout() : null,
				(service != null) ? service.streamIdleTimeout() : null,
				(this.target != null) ? this.target.streamIdleTimeout() : null);
		return (idle != null) ? idle : this.consumer.streamIdleTimeout();
	}

	/** A setting that would not hold is not taken. */
	private void requireHedgeable(MethodContract method, @Nullable Method own, String place) {
		if (own != null && Boolean.TRUE.equals(own.hedge()) && method.idempotency() == Idempotency.UNKNOWN) {
			throw new RpcConfigurationException(
					"'" + this.key + ".services." + place + ".hedge' would do nothing: nothing says that " + method
							+ " may run twice.",
					"Say so in the contract with @RemoteMethod(idempotency = …), or remove the key.");
		}
	}

	private Timeout timeout(@Nullable String serviceName, @Nullable Service service, @Nullable String methodName,
			@Nullable Method own) {
		String serviceKey = this.key + ".services." + serviceName;
		if (own != null && own.timeout() != null) {
			return new Timeout(own.timeout(), serviceKey + ".methods." + methodName + ".timeout");
		}
		if (service != null && service.timeout() != null) {
			return new Timeout(service.timeout(), serviceKey + ".timeout");
		}
		if (this.target != null && this.target.timeout() != null) {
			return new Timeout(this.target.timeout(), this.key + ".timeout");
		}
		return new Timeout(this.consumer.timeout(), "rpc.consumer.timeout");
	}

	@SafeVarargs
	private static <T> @Nullable T first(@Nullable T... values) {
		for (T value : values) {
			if (value != null) {
				return value;
			}
		}
		return null;
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

	boolean hedges() {
		return this.consumer.hedge() || (this.target != null && Boolean.TRUE.equals(this.target.hedge()))
				|| this.services.values().stream().anyMatch(MethodSettings::hedges);
	}

	private static boolean hedges(Service service) {
		return Boolean.TRUE.equals(service.hedge())
				|| service.methods().values().stream().anyMatch((method) -> Boolean.TRUE.equals(method.hedge()));
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

	private record Timeout(Duration value, String origin) {
	}

}
