package io.github.rpcboot.autoconfigure;

import java.net.URI;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import io.github.rpcboot.autoconfigure.RpcProperties.Discovery;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointResolver;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.discovery.Endpoints;
import io.github.rpcboot.discovery.HostNames;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * From the name of an application to its instances. The application's own beans say it
 * first, then the configuration, then a registry.
 */
final class InstanceSources implements AutoCloseable {

	private final List<EndpointResolver> users;

	private final @Nullable Registry registry;

	private final HostNames hosts;

	/**
	 * Makes the sources of one application context.
	 * @param discovery how often to look up
	 * @param users beans of the application, in order
	 * @param registry the registry, {@code null} if there is none
	 * @param foreignClient tells whether an HTTP client of the application's own makes
	 * the connections, which looks up names itself
	 * @param events is told of look-ups that fail
	 */
	InstanceSources(Discovery discovery, List<EndpointResolver> users, @Nullable Registry registry,
			BooleanSupplier foreignClient, RpcEvents events) {
		this.users = users;
		this.registry = registry;
		SingletonSupplier<Boolean> foreign = SingletonSupplier.of(foreignClient::getAsBoolean);
		Predicate<URI> left = (url) -> foreign.obtain();
		this.hosts = HostNames.create(discovery.refresh(), left, events);
	}

	static InstanceSources of(RpcSettings settings, ObjectProvider<EndpointResolver> users,
			ObjectProvider<Registry> registry, BooleanSupplier foreignClient, RpcEvents events) {
		return new InstanceSources(settings.properties().consumer().discovery(), users.orderedStream().toList(),
				registry.getIfAvailable(), foreignClient, events);
	}

	/**
	 * Finds the instances of an application. To be called once for each.
	 * @param application its name, or the URL that a reference says
	 * @param urls what the configuration lists, empty if it does not know the application
	 * @return a source, {@code null} if nothing says where the application lives
	 */
	@Nullable EndpointSource find(String application, List<String> urls) {
		EndpointSource source = application.contains("://") ? Endpoints.fixed(List.of(application), "@RemoteReference")
				: source(application, urls);
		return (source != null) ? this.hosts.resolved(application, source) : null;
	}

	/**
	 * The protocol of a source. One whose first instance is still to come speaks HTTP.
	 * @param source a source
	 * @return its scheme
	 */
	static String scheme(EndpointSource source) {
		List<Endpoint> endpoints = source.endpoints();
		return endpoints.isEmpty() ? "http" : endpoints.get(0).scheme();
	}

	private @Nullable EndpointSource source(String application, List<String> urls) {
		for (EndpointResolver user : this.users) {
			EndpointSource found = user.resolve(application);
			if (found != null) {
				return found;
			}
		}
		if (!urls.isEmpty()) {
			return Endpoints.fixed(urls, "rpc.endpoints." + application);
		}
		return (this.registry != null) ? this.registry.resolver().resolve(application) : null;
	}

	/** Ends the look-ups. */
	@Override
	public void close() {
		this.hosts.close();
	}

	/**
	 * Keeps the registry apart from resolvers of the application's own, which are asked
	 * before the configuration is.
	 *
	 * @param resolver knows every application, as long as there is a registry at all
	 */
	record Registry(EndpointResolver resolver) {
	}

}
