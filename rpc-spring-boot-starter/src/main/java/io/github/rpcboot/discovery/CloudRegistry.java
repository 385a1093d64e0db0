package io.github.rpcboot.discovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.RpcEvents;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.event.HeartbeatMonitor;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClient;

/**
 * The instances in a registry that Spring Cloud has a {@link DiscoveryClient} for. They
 * are looked up on threads of its own, and calls see the last answer.
 *
 * @since 0.1.0
 */
public final class CloudRegistry implements AutoCloseable {

	private final Supplier<? extends List<DiscoveryClient>> beans;

	private final Duration refresh;

	private final Duration emptyHold;

	private final RpcEvents events;

	private final Agenda agenda;

	private final Patience patience;

	private final CloudInstances instances = new CloudInstances();

	private final HeartbeatMonitor heartbeat = new HeartbeatMonitor();

	private final List<Lookup<Endpoint>> lookups = new CopyOnWriteArrayList<>();

	CloudRegistry(Supplier<? extends List<DiscoveryClient>> beans, Duration refresh, Duration emptyHold,
			RpcEvents events, Agenda agenda, Patience patience) {
		this.beans = beans;
		this.refresh = refresh;
		this.emptyHold = emptyHold;
		this.events = events;
		this.agenda = agenda;
		this.patience = patience;
	}

	/**
	 * Uses the clients of an application context.
	 * @param beans the clients, first to be asked first; called when an application is
	 * looked for
	 * @param refresh the time between two look-ups of an application
	 * @param emptyHold the time that the last instances are kept after an empty answer
	 * @param events is told when look-ups fail, and when they work again
	 * @return a registry for one application context
	 */
	public static CloudRegistry create(Supplier<? extends List<DiscoveryClient>> beans, Duration refresh,
			Duration emptyHold, RpcEvents events) {
		return new CloudRegistry(beans, refresh, emptyHold, events, new LookupThreads("rpc-registry-"), new Patience());
	}

	/**
	 * Begins to look up an application. Waits a moment for the first answer, at most two
	 * seconds in the life of this object.
	 * @param application its name in the registry
	 * @return its instances, {@code null} if there is no registry
	 */
	public @Nullable EndpointSource find(String application) {
		List<DiscoveryClient> clients = this.beans.get().stream().flatMap(CloudRegistry::flat).distinct().toList();
		if (clients.stream().allMatch(SimpleDiscoveryClient.class::isInstance)) {
			return null;
		}
		String place = place(clients);
		KeptAnswer<Endpoint> kept = new KeptAnswer<>(new LookupReport(application, place, this.events), this.emptyHold);
		Lookup<Endpoint> lookup = new Lookup<>((last) -> ask(clients, application), kept, this.agenda, this.refresh,
				() -> {
				});
		this.lookups.add(lookup);
		lookup.refresh();
		this.patience.await(lookup);
		return new RegistryEndpoints(application, place, kept);
	}

	private static String place(List<DiscoveryClient> clients) {
		return clients.stream()
			.filter((client) -> !(client instanceof SimpleDiscoveryClient))
			.map(DiscoveryClient::description)
			.collect(Collectors.joining("', '", "the registry '", "'"));
	}

	private static Stream<DiscoveryClient> flat(DiscoveryClient client) {
		return (client instanceof CompositeDiscoveryClient composite)
				? composite.getDiscoveryClients().stream().flatMap(CloudRegistry::flat) : Stream.of(client);
	}

	private List<Endpoint> ask(List<DiscoveryClient> clients, String application) {
		for (DiscoveryClient client : clients) {
			List<ServiceInstance> found = client.getInstances(application);
			if (found != null && !found.isEmpty()) {
				return this.instances.endpoints(found);
			}
		}
		return List.of();
	}

	/**
	 * The registry's client says that something may have changed.
	 * @param value what it says; nothing has changed if it is the same as before
	 */
	public void heartbeat(Object value) {
		if (this.heartbeat.update(value)) {
			this.lookups.forEach(Lookup::refresh);
		}
	}

	/** Ends the look-ups. */
	@Override
	public void close() {
		this.lookups.forEach(Lookup::close);
		this.agenda.close();
	}

}
