package io.github.rpcboot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.autoconfigure.RpcProperties.Target;
import io.github.rpcboot.autoconfigure.RpcSettings.Application;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.consumer.RemoteTarget;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.discovery.Endpoints;
import io.github.rpcboot.resilience.Resilience;
import io.github.rpcboot.security.SecuritySteps;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** The providing applications of the configuration. */
final class ConfiguredTargets implements RemoteReferences.Targets, SmartInitializingSingleton, DisposableBean {

	private final RpcSettings settings;

	private final Transports transports;

	private final List<? extends RpcInterceptor> users;

	private final Supplier<Map<ServiceContract, String>> wanted;

	private final Map<String, Known> known = new ConcurrentHashMap<>();

	ConfiguredTargets(RpcSettings settings, Transports transports, List<? extends RpcInterceptor> users,
			Supplier<Map<ServiceContract, String>> wanted) {
		this.wanted = wanted;
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
		MethodTimeouts timeouts = new MethodTimeouts(application, this.settings.properties().consumer().timeout());
		RemoteTarget target = new RemoteTarget(application.name(), chain, timeouts::of, this.transports.codec());
		return new Known(source, transport, target, timeouts, ConcurrentHashMap.newKeySet());
	}

	/** By now every contract is known, so a name that is none of theirs is a mistake. */
	@Override
	public void afterSingletonsInstantiated() {
		if (this.known.values().stream().anyMatch((one) -> one.timeouts.nameServices())) {
			this.wanted.get().forEach(this::remember);
		}
		this.known.values().forEach((one) -> one.timeouts.check());
	}

	/** A client that a test replaces is not made, and its keys are right all the same. */
	private void remember(ServiceContract contract, String value) {
		Application application = this.settings.application(value);
		Known one = (application != null) ? this.known.get(application.name()) : null;
		if (one != null) {
			contract.methods().forEach(one.timeouts::of);
		}
	}

	/** What is called here: the application, its instances, its contracts. */
	Map<String, Map<String, Object>> describe() {
		Map<String, Map<String, Object>> all = new TreeMap<>();
		this.known.forEach((name, one) -> all.put(name,
				Map.of("instances", one.source.endpoints().stream().map(Object::toString).toList(), "contracts",
						new TreeSet<>(one.contracts), "services", one.timeouts.services())));
		return all;
	}

	@Override
	public void destroy() {
		this.known.values().forEach((one) -> one.transport.close());
	}

	private record Known(EndpointSource source, Transport transport, RemoteTarget target, MethodTimeouts timeouts,
			Set<String> contracts) {
	}

}
