package io.github.rpcboot.discovery;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Predicate;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointSource;
import org.jspecify.annotations.Nullable;

/**
 * Turns the names in a list of instances into addresses. While the names of a new list
 * have no answer yet, the instances before it stay.
 */
final class NamedHosts implements EndpointSource, AutoCloseable {

	private static final long LOOK_AFTER = TimeUnit.SECONDS.toNanos(1);

	private final EndpointSource source;

	private final LookupReport report;

	private final Predicate<Endpoint> hasName;

	private final Agenda agenda;

	private final BiFunction<String, Runnable, Lookup<InetAddress>> lookup;

	private final Map<String, Lookup<InetAddress>> lookups = new HashMap<>();

	private volatile Snapshot snapshot = new Snapshot(List.of(), List.of());

	private volatile boolean failing;

	private boolean closed;

	NamedHosts(EndpointSource source, LookupReport report, Predicate<Endpoint> hasName, Agenda agenda,
			BiFunction<String, Runnable, Lookup<InetAddress>> lookup) {
		this.source = source;
		this.report = report;
		this.hasName = hasName;
		this.agenda = agenda;
		this.lookup = lookup;
	}

	void start(Patience patience) {
		endpoints();
		asking().forEach(patience::await);
		if (!(this.source instanceof FixedEndpoints)) {
			this.agenda.later(LOOK_AFTER, this::look);
		}
	}

	private synchronized List<Lookup<InetAddress>> asking() {
		return List.copyOf(this.lookups.values());
	}

	/** A new name is looked up before a call asks for it. */
	private void look() {
		try {
			endpoints();
		}
		finally {
			this.agenda.later(LOOK_AFTER, this::look);
		}
	}

	@Override
	public List<Endpoint> endpoints() {
		Snapshot last = this.snapshot;
		List<Endpoint> listed = listed(last);
		return (last.listed == listed || last.listed.equals(listed)) ? last.endpoints : follow(List.copyOf(listed));
	}

	/** A source of the application's own may fail too, and its last list stays. */
	private List<Endpoint> listed(Snapshot last) {
		try {
			List<Endpoint> listed = this.source.endpoints();
			if (this.failing) {
				this.failing = false;
				this.report.recovered(listed.size());
			}
			return listed;
		}
		catch (RuntimeException ex) {
			if (!this.failing) {
				this.failing = true;
				this.report.failed(ex, last.listed.size(), this.agenda.nanoTime());
			}
			return last.listed;
		}
	}

	private synchronized List<Endpoint> follow(List<Endpoint> listed) {
		Set<String> names = new LinkedHashSet<>();
		listed.stream().filter(this.hasName).forEach((endpoint) -> names.add(host(endpoint)));
		this.lookups.entrySet().removeIf((entry) -> isGone(entry, names));
		names.forEach((name) -> this.lookups.computeIfAbsent(name, this::begin));
		return combine(listed);
	}

	private static boolean isGone(Map.Entry<String, Lookup<InetAddress>> entry, Set<String> names) {
		boolean gone = !names.contains(entry.getKey());
		if (gone) {
			entry.getValue().close();
		}
		return gone;
	}

	private Lookup<InetAddress> begin(String name) {
		Lookup<InetAddress> begun = this.lookup.apply(name, this::answered);
		if (!this.closed) {
			begun.refresh();
		}
		return begun;
	}

	private synchronized void answered() {
		combine(this.snapshot.listed);
	}

	private List<Endpoint> combine(List<Endpoint> listed) {
		Set<Endpoint> found = new LinkedHashSet<>();
		boolean asking = false;
		for (Endpoint endpoint : listed) {
			Lookup<InetAddress> one = this.hasName.test(endpoint) ? this.lookups.get(host(endpoint)) : null;
			if (one == null) {
				found.add(endpoint);
			}
			else {
				one.kept().answer().forEach((address) -> found.add(endpoint.at(address)));
				asking |= !one.isAsked();
			}
		}
		boolean wait = asking && found.isEmpty();
		Snapshot next = new Snapshot(listed, wait ? this.snapshot.endpoints : List.copyOf(found));
		this.snapshot = next;
		return next.endpoints;
	}

	private static String host(Endpoint endpoint) {
		return endpoint.url().getHost().toLowerCase(Locale.ROOT);
	}

	@Override
	public @Nullable String whyEmpty() {
		List<Endpoint> listed = this.snapshot.listed;
		if (listed.isEmpty()) {
			return this.source.whyEmpty();
		}
		String host = "The host '" + host(listed.get(0)) + "' ";
		if (isAsking()) {
			return host + "is still being looked up: the name service has not answered yet.";
		}
		return host + ((this.source instanceof FixedEndpoints) ? "is not known. Check the name in the configured URL."
				: "is not known. Check the name that the source of the instances gives.");
	}

	private boolean isAsking() {
		return asking().stream().anyMatch((one) -> !one.isAsked());
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		this.lookups.values().forEach(Lookup::close);
	}

	/**
	 * What the source listed, and what became of it.
	 *
	 * @param listed the list of the source
	 * @param endpoints the instances with their addresses
	 */
	private record Snapshot(List<Endpoint> listed, List<Endpoint> endpoints) {
	}

}
