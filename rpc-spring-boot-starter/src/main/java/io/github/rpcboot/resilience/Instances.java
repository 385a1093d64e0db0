package io.github.rpcboot.resilience;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.RpcEvents;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one application. One is passed over, whatever speaks against it, only
 * while another one is better: a single URL may be many processes.
 */
final class Instances implements EndpointPicker {

	/** One that comes back within this time is no new one. */
	private static final long REMEMBER = TimeUnit.SECONDS.toNanos(60);

	private final String application;

	private final Choice choice;

	private final boolean ejects;

	private final LongSupplier clock;

	private final IntUnaryOperator random;

	private final RpcEvents events;

	private volatile Known known = new Known(List.of(), Map.of(), List.of());

	Instances(String application, Choice choice, boolean ejects, LongSupplier clock, IntUnaryOperator random,
			RpcEvents events) {
		this.application = application;
		this.choice = choice;
		this.ejects = ejects;
		this.clock = clock;
		this.random = random;
		this.events = events;
	}

	@Override
	public @Nullable Endpoint pick(List<Endpoint> endpoints, Collection<Endpoint> tried) {
		if (endpoints.isEmpty()) {
			return null;
		}
		Known all = this.known;
		if (all.source != endpoints) {
			all = learn(endpoints);
		}
		long now = this.clock.getAsLong();
		Instance picked = (all.instances.size() == 1) ? all.instances.get(0)
				: this.choice.choose(best(all.instances, tried, now), now);
		picked.state().started(now);
		return picked.endpoint();
	}

	/** States survive a new list; only what is new in a list that had others is cold. */
	private synchronized Known learn(List<Endpoint> endpoints) {
		Known before = this.known;
		if (before.source == endpoints) {
			return before;
		}
		if (before.source.equals(endpoints)) {
			this.known = new Known(endpoints, before.byEndpoint, before.instances);
			return this.known;
		}
		long now = this.clock.getAsLong();
		before.instances.forEach((instance) -> instance.state().listed(now));
		Map<Endpoint, Instance> byEndpoint = remembered(before, now);
		boolean warming = endpoints.stream().anyMatch(byEndpoint::containsKey);
		List<Instance> instances = new ArrayList<>(endpoints.size());
		for (Endpoint endpoint : new LinkedHashSet<>(endpoints)) {
			instances.add(byEndpoint.computeIfAbsent(endpoint,
					(key) -> new Instance(key, new InstanceState(this.clock, this.random), warming)));
		}
		this.known = new Known(endpoints, byEndpoint, instances);
		return this.known;
	}

	/** What has a call in flight stays, for the end of that call is to be told to it. */
	private static Map<Endpoint, Instance> remembered(Known before, long now) {
		Map<Endpoint, Instance> remembered = new HashMap<>(before.byEndpoint);
		remembered.values()
			.removeIf((instance) -> now - instance.state().listedAt() > REMEMBER && instance.state().inFlight() == 0);
		return remembered;
	}

	/** Those with the least against them; having been tried weighs between the ranks. */
	private static List<Instance> best(List<Instance> instances, Collection<Endpoint> tried, long now) {
		return (tried.isEmpty() && allFine(instances, now)) ? instances : lightest(instances, tried, now);
	}

	private static boolean allFine(List<Instance> instances, long now) {
		for (int i = 0; i < instances.size(); i++) {
			if (instances.get(i).state().rank(now) != InstanceState.FINE) {
				return false;
			}
		}
		return true;
	}

	private static List<Instance> lightest(List<Instance> instances, Collection<Endpoint> tried, long now) {
		int least = Integer.MAX_VALUE;
		int[] weights = new int[instances.size()];
		int equal = 0;
		for (int i = 0; i < weights.length; i++) {
			weights[i] = weight(instances.get(i), tried, now);
			equal = (weights[i] < least) ? 1 : (weights[i] == least) ? equal + 1 : equal;
			least = Math.min(least, weights[i]);
		}
		if (equal == weights.length) {
			return instances;
		}
		List<Instance> best = new ArrayList<>(equal);
		for (int i = 0; i < weights.length; i++) {
			if (weights[i] == least) {
				best.add(instances.get(i));
			}
		}
		return best;
	}

	/** What this call could not reach is worse than what others found to fail. */
	private static int weight(Instance instance, Collection<Endpoint> tried, long now) {
		int rank = instance.state().rank(now);
		boolean again = !tried.isEmpty() && tried.contains(instance.endpoint());
		return switch (rank) {
			case InstanceState.FINE -> again ? 2 : 0;
			case InstanceState.DRAINING -> again ? 3 : 1;
			case InstanceState.REFUSING -> again ? 8 : 4;
			case InstanceState.EJECTED -> again ? 7 : 5;
			default -> again ? 9 : 6;
		};
	}

	@Override
	public void finished(Endpoint endpoint, AttemptOutcome outcome) {
		Known all = this.known;
		Instance instance = all.byEndpoint.get(endpoint);
		if (instance == null) {
			return;
		}
		switch (instance.state().finished(outcome)) {
			case TO_EJECT -> {
				if (this.ejects && eject(all.instances, instance)) {
					this.events.happened(RpcEvents.Kind.EJECTED, this.application, endpoint);
				}
			}
			case BACK -> this.events.happened(RpcEvents.Kind.READMITTED, this.application, endpoint);
			case NONE -> {
			}
		}
	}

	@Override
	public void begun(Endpoint endpoint, boolean draining) {
		Instance instance = this.known.byEndpoint.get(endpoint);
		if (instance != null) {
			instance.state().begun(draining);
		}
	}

	/** Never more than half of the instances, and so never the last. */
	private synchronized boolean eject(List<Instance> all, Instance instance) {
		long out = all.stream().filter((one) -> one.state().isEjected()).count();
		return (out + 1) * 2 <= all.size() && instance.state().eject();
	}

	/**
	 * The instances as the source listed them last.
	 *
	 * @param source the list itself, compared by identity
	 * @param byEndpoint for what comes back
	 * @param instances in order, each once
	 */
	private record Known(List<Endpoint> source, Map<Endpoint, Instance> byEndpoint, List<Instance> instances) {
	}

}
