package io.github.rpcboot.discovery;

import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.RpcEvents;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the names of hosts, on threads of its own, so that no call does. Every address
 * of a name is an instance.
 *
 * @since 0.1.0
 */
public final class HostNames implements AutoCloseable {

	private static final Set<String> SCHEMES = Set.of("http", "https", "grpc", "grpcs");

	private final Duration refresh;

	private final RpcEvents events;

	private final HostResolver hosts;

	private final Predicate<URI> left;

	private final Agenda agenda;

	private final Patience patience;

	private final List<NamedHosts> all = new CopyOnWriteArrayList<>();

	HostNames(Duration refresh, RpcEvents events, HostResolver hosts, Predicate<URI> left, Agenda agenda,
			Patience patience) {
		this.refresh = refresh;
		this.events = events;
		this.hosts = hosts;
		this.left = left;
		this.agenda = agenda;
		this.patience = patience;
	}

	/**
	 * Uses the name service of the JVM. Names that a proxy of the JVM looks up are left
	 * to it.
	 * @param refresh the time between two look-ups of a name
	 * @param left tells which URLs are also left to whoever makes the connection
	 * @param events is told when look-ups fail, and when they work again
	 * @return a look-up for one application context
	 */
	public static HostNames create(Duration refresh, Predicate<URI> left, RpcEvents events) {
		return new HostNames(refresh, events, InetAddress::getAllByName, left.or(HostNames::isProxied),
				new LookupThreads("rpc-dns-"), new Patience());
	}

	/**
	 * Gives the instances of a source their addresses. Waits a moment for the first
	 * answers, at most two seconds in the life of this object.
	 * @param application the application's name, for messages
	 * @param source knows the instances
	 * @return the same source if it has nothing to look up and never will
	 */
	public EndpointSource resolved(String application, EndpointSource source) {
		if (source instanceof FixedEndpoints && source.endpoints().stream().noneMatch(this::hasName)) {
			return source;
		}
		LookupReport report = new LookupReport(application, "their source", this.events);
		NamedHosts named = new NamedHosts(source, report, this::hasName, this.agenda,
				(host, changed) -> lookup(application, host, changed));
		this.all.add(named);
		named.start(this.patience);
		return named;
	}

	private Lookup<InetAddress> lookup(String application, String host, Runnable changed) {
		LookupReport report = new LookupReport(application, "DNS ('" + host + "')", this.events);
		return new Lookup<>(new HostLookup(host, this.hosts), new KeptAnswer<>(report, Duration.ZERO), this.agenda,
				this.refresh, changed);
	}

	private boolean hasName(Endpoint endpoint) {
		return endpoint.address() == null && SCHEMES.contains(endpoint.scheme()) && isName(endpoint.url().getHost())
				&& !this.left.test(endpoint.url());
	}

	/** {@code localhost} is answered by the machine itself, and has one instance. */
	private static boolean isName(@Nullable String host) {
		if (host == null) {
			return false;
		}
		String last = host.substring(host.lastIndexOf('.') + 1);
		boolean literal = host.startsWith("[") || (!last.isEmpty() && last.chars().allMatch(Character::isDigit));
		return !literal && !host.equalsIgnoreCase("localhost");
	}

	/** A proxy looks names up itself, and may be the only one that can. */
	private static boolean isProxied(URI url) {
		ProxySelector selector = ProxySelector.getDefault();
		try {
			return selector != null
					&& selector.select(url).stream().anyMatch((proxy) -> proxy.type() != Proxy.Type.DIRECT);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/** Ends the look-ups. */
	@Override
	public void close() {
		this.all.forEach(NamedHosts::close);
		this.agenda.close();
	}

}
