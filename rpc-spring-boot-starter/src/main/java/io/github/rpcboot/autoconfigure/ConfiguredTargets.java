package io.github.rpcboot.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.autoconfigure.RpcSettings.Application;
import io.github.rpcboot.autoconfigure.TargetFactory.Known;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.consumer.RemoteTarget;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.discovery.Endpoints;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** The providing applications of the configuration. */
final class ConfiguredTargets implements RemoteReferences.Targets, SmartInitializingSingleton, DisposableBean {

	private static final Log logger = LogFactory.getLog(ConfiguredTargets.class);

	private final RpcSettings settings;

	private final InstanceSources sources;

	private final TargetFactory factory;

	private final Supplier<Map<ServiceContract, String>> wanted;

	private final UnaryOperator<String> resolver;

	private final Map<String, Known> known = new ConcurrentHashMap<>();

	/** The URLs that annotations say, by the names that they say. */
	private final Map<String, String> annotated = new ConcurrentHashMap<>();

	ConfiguredTargets(RpcSettings settings, InstanceSources sources, TargetFactory factory,
			Supplier<Map<ServiceContract, String>> wanted, UnaryOperator<String> resolver) {
		this.resolver = resolver;
		this.wanted = wanted;
		this.sources = sources;
		this.settings = settings;
		this.factory = factory;
	}

	@Override
	public RemoteTarget find(String value, Class<?> contract) {
		Application application = application(value, contract);
		Known found = this.known.get(application.name());
		if (found == null) {
			found = this.known.computeIfAbsent(application.name(), (name) -> create(application, value, contract));
		}
		found.contracts().add(contract.getName());
		return found.target();
	}

	/** A name that the configuration does not list can be one of a registry. */
	private Application application(String value, Class<?> contract) {
		if (value.contains("://")) {
			return new Application(value, List.of(value), null);
		}
		FeignClientDefaults defaults = FeignClientDefaults.of(contract, this.resolver);
		if (defaults != null && (value.isEmpty() || value.equals(defaults.name()))) {
			return application(defaults);
		}
		List<Application> all = this.settings.applications();
		if (value.isEmpty() && all.size() == 1) {
			return all.get(0);
		}
		if (value.isEmpty()) {
			throw notFound(value, contract);
		}
		Application application = this.settings.application(value);
		return (application != null) ? application : this.settings.unlisted(value);
	}

	private Application application(FeignClientDefaults defaults) {
		Application application = this.settings.application(defaults.name());
		if (application != null) {
			return application;
		}
		Application unlisted = this.settings.unlisted(defaults.name());
		String url = defaults.url(this.resolver);
		if (url.isEmpty()) {
			return unlisted;
		}
		String first = this.annotated.putIfAbsent(unlisted.name(), url);
		// Clients of one name may say different URLs, which are applications of their
		// own.
		boolean same = first == null || first.equals(url);
		return same ? new Application(unlisted.name(), List.of(url), unlisted.target())
				: new Application(url, List.of(url), null);
	}

	private Known create(Application application, String value, Class<?> contract) {
		EndpointSource source = this.sources.find(application.name(), application.urls());
		if (source == null && this.settings.application(application.name()) != null) {
			// It is listed with nothing, which is refused by its own message.
			source = Endpoints.fixed(application.urls(), "rpc.endpoints." + application.name());
		}
		if (source == null) {
			throw notFound(value.isEmpty() ? application.name() : value, contract);
		}
		return this.factory.create(application, source, InstanceSources.scheme(source));
	}

	private RpcConfigurationException notFound(String value, Class<?> contract) {
		List<String> names = this.settings.applications().stream().map(Application::name).sorted().toList();
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

	/** By now every contract is known, so a name that is none of theirs is a mistake. */
	@Override
	public void afterSingletonsInstantiated() {
		if (this.known.values().stream().anyMatch((one) -> one.methods().nameServices())) {
			this.wanted.get().forEach(this::remember);
		}
		this.known.values().forEach((one) -> one.methods().check());
		warnOfUnused();
	}

	/** A registry may know it, and somebody may ask for it later. */
	private void warnOfUnused() {
		List<String> unused = this.settings.unused(this.known.keySet());
		if (!unused.isEmpty() && !this.settings.unused(this.wanted.get().values()).isEmpty()) {
			logger.warn("There are settings below 'rpc.consumer.targets' for " + unused
					+ ", which 'rpc.endpoints' does not list and no reference names. Are the names right?");
		}
	}

	/** A client that a test replaces is not made, and its keys are right all the same. */
	private void remember(ServiceContract contract, String value) {
		Application application = this.settings.application(value);
		Known one = (application != null) ? this.known.get(application.name()) : null;
		if (one != null) {
			contract.methods().forEach(one.methods()::of);
		}
	}

	/** What is called here: the application, its instances, its contracts. */
	Map<String, Map<String, Object>> describe() {
		Map<String, Map<String, Object>> all = new TreeMap<>();
		this.known.forEach((name, one) -> all.put(name,
				Map.of("instances", one.source().endpoints().stream().map(Object::toString).toList(), "protocols",
						one.source().endpoints().stream().map(Endpoint::scheme).distinct().sorted().toList(),
						"contracts", new TreeSet<>(one.contracts()), "services", one.methods().services())));
		return all;
	}

	@Override
	public void destroy() {
		this.known.values().forEach((one) -> one.transport().close());
	}

}
