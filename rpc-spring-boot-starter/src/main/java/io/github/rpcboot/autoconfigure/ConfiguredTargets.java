package io.github.rpcboot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.autoconfigure.RpcProperties.Method;
import io.github.rpcboot.autoconfigure.RpcProperties.Service;
import io.github.rpcboot.autoconfigure.RpcProperties.Target;
import io.github.rpcboot.autoconfigure.RpcSettings.Application;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.consumer.CallSettings;
import io.github.rpcboot.consumer.RemoteTarget;
import io.github.rpcboot.consumer.RemoteTargets;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.discovery.Endpoints;
import io.github.rpcboot.resilience.Resilience;
import io.github.rpcboot.security.SecuritySteps;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** The providing applications of the configuration. */
final class ConfiguredTargets implements RemoteTargets, SmartInitializingSingleton, DisposableBean {

	private final RpcSettings settings;

	private final Transports transports;

	private final List<? extends RpcInterceptor> users;

	private final Map<String, Known> known = new ConcurrentHashMap<>();

	ConfiguredTargets(RpcSettings settings, Transports transports, List<? extends RpcInterceptor> users) {
		this.settings = settings;
		this.transports = transports;
		this.users = users;
	}

	/** The consumer's chain: outermost first, a line per step. */
	private List<RpcInterceptor> consumerInterceptors(Application application, EndpointSource source) {
		List<RpcInterceptor> chain = new ArrayList<>(this.users);
		Target target = application.target();
		if (target != null && target.token() != null) {
			chain.add(SecuritySteps.sendToken(target.token()));
		}
		chain.add(Resilience.failover(application.name(), source));
		return chain;
	}

	@Override
	public RemoteTarget find(String value, Class<?> contract) {
		Application application = application(value, contract);
		Known found = this.known.computeIfAbsent(application.name(), (name) -> create(application));
		found.contracts.add(contract.getName());
		return found.target;
	}

	private Application application(String value, Class<?> contract) {
		if (value.contains("://")) {
			return new Application(value, List.of(value), null);
		}
		List<Application> all = this.settings.applications();
		if (value.isEmpty() && all.size() == 1) {
			return all.get(0);
		}
		Application application = value.isEmpty() ? null : this.settings.application(value);
		if (application == null) {
			throw notFound(value, contract, all.stream().map(Application::name).sorted().toList());
		}
		return application;
	}

	private static RpcConfigurationException notFound(String value, Class<?> contract, List<String> names) {
		String reference = "@RemoteReference" + (value.isEmpty() ? "" : "(\"" + value + "\")") + " "
				+ contract.getSimpleName();
		if (value.isEmpty()) {
			return names.isEmpty()
					? new RpcConfigurationException("Nothing says where the provider of " + reference + " lives.",
							"Name the application, and add 'rpc.endpoints.<application>: http://localhost:8081'.")
					: new RpcConfigurationException(
							reference + " names no application, and several are configured: " + names + ".",
							"Name one of them, for example @RemoteReference(\"" + names.get(0) + "\").");
		}
		String nearest = Names.nearest(value, names);
		return new RpcConfigurationException(
				"Nothing says where the application '" + value + "' of " + reference + " lives.",
				"Add 'rpc.endpoints." + value + ": http://localhost:8081'"
						+ ((nearest != null) ? ", or did you mean '" + nearest + "'?" : "."));
	}

	private Known create(Application application) {
		boolean named = !application.name().contains("://");
		String where = named ? "rpc.endpoints." + application.name() : "@RemoteReference";
		EndpointSource source = Endpoints.fixed(application.urls(), where);
		Transport transport = this.transports.create(source.endpoints().get(0).scheme(), application.name(),
				application.target());
		RpcHandler attempt = RemoteTarget.attempt(application.name(), source, Resilience.twoChoices(), transport);
		RpcHandler chain = RpcHandler.chain(consumerInterceptors(application, source), attempt);
		Map<String, Set<String>> seen = new ConcurrentHashMap<>();
		RemoteTarget target = new RemoteTarget(application.name(), chain,
				(method) -> settings(application, method, seen), this.transports.codec());
		return new Known(application, source, transport, target, seen, ConcurrentHashMap.newKeySet());
	}

	private CallSettings settings(Application application, MethodContract method, Map<String, Set<String>> seen) {
		seen.computeIfAbsent(method.service(), (name) -> ConcurrentHashMap.newKeySet()).add(method.name());
		Target target = application.target();
		String key = "rpc.consumer";
		Duration timeout = this.settings.properties().consumer().timeout();
		if (target != null) {
			String targetKey = "rpc.consumer.targets." + application.name();
			String serviceKey = keyOf(target.services(), method.service());
			Service service = (serviceKey != null) ? target.services().get(serviceKey) : null;
			String methodKey = (service != null) ? keyOf(service.methods(), method.name()) : null;
			Method own = (service != null && methodKey != null) ? service.methods().get(methodKey) : null;
			if (own != null && own.timeout() != null) {
				timeout = own.timeout();
				key = targetKey + ".services." + serviceKey + ".methods." + methodKey;
			}
			else if (service != null && service.timeout() != null) {
				timeout = service.timeout();
				key = targetKey + ".services." + serviceKey;
			}
			else if (target.timeout() != null) {
				timeout = target.timeout();
				key = targetKey;
			}
		}
		return new CallSettings(timeout, key + ".timeout");
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

	/** By now every contract is known, so a name that is none of theirs is a mistake. */
	@Override
	public void afterSingletonsInstantiated() {
		for (Known one : this.known.values()) {
			Target target = one.application.target();
			if (target != null) {
				target.services().forEach((name, service) -> check(one, name, service));
			}
		}
	}

	private static void check(Known one, String name, Service service) {
		String key = "rpc.consumer.targets." + one.application.name() + ".services." + name;
		List<String> matches = one.seen.keySet()
			.stream()
			.filter((seen) -> keyOf(Map.of(name, ""), seen) != null)
			.toList();
		if (matches.size() != 1) {
			throw new RpcConfigurationException(
					"The key '" + key + "' names "
							+ (matches.isEmpty() ? "no service that is used here."
									: "several services: " + matches + "."),
					action(name, matches.isEmpty() ? one.seen.keySet() : matches));
		}
		Set<String> methods = one.seen.get(matches.get(0));
		for (String method : service.methods().keySet()) {
			if (methods.stream().noneMatch((seen) -> Names.canonical(seen).equals(Names.canonical(method)))) {
				throw new RpcConfigurationException(
						"The key '" + key + ".methods." + method + "' names no method of " + matches.get(0) + ".",
						action(method, methods));
			}
		}
	}

	private static String action(String name, Collection<String> known) {
		String nearest = Names.nearest(name, known);
		return (nearest != null) ? "Did you mean '" + nearest + "'?"
				: "Known are: " + known.stream().sorted().collect(Collectors.joining(", ")) + ".";
	}

	/** What is called here: the application, its instances, its contracts. */
	Map<String, Map<String, Object>> describe() {
		Map<String, Map<String, Object>> all = new TreeMap<>();
		this.known.forEach((name, one) -> all.put(name,
				Map.of("instances", one.source.endpoints().stream().map(Object::toString).toList(), "contracts",
						new TreeSet<>(one.contracts), "services", new TreeSet<>(one.seen.keySet()))));
		return all;
	}

	@Override
	public void destroy() throws Exception {
		for (Known one : this.known.values()) {
			one.transport.close();
		}
	}

	private record Known(Application application, EndpointSource source, Transport transport, RemoteTarget target,
			Map<String, Set<String>> seen, Set<String> contracts) {
	}

}
