package io.github.rpcboot.resilience;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.FailureClass;
import org.jspecify.annotations.Nullable;

/** Two random choices; the instance with fewer calls in flight wins. */
final class TwoChoices implements EndpointPicker {

	private final LongSupplier clock;

	private final IntUnaryOperator random;

	private final Map<Endpoint, InstanceState> states = new ConcurrentHashMap<>();

	TwoChoices(LongSupplier clock, IntUnaryOperator random) {
		this.clock = clock;
		this.random = random;
	}

	@Override
	public @Nullable Endpoint pick(List<Endpoint> endpoints, Collection<Endpoint> tried) {
		if (endpoints.isEmpty()) {
			return null;
		}
		if (this.states.size() > endpoints.size()) {
			this.states.keySet().retainAll(endpoints);
		}
		Endpoint picked = (endpoints.size() == 1) ? endpoints.get(0) : choose(candidates(endpoints, tried));
		state(picked).started(this.clock.getAsLong());
		return picked;
	}

	private List<Endpoint> candidates(List<Endpoint> endpoints, Collection<Endpoint> tried) {
		long now = this.clock.getAsLong();
		List<Endpoint> untried = tried.isEmpty() ? endpoints : filter(endpoints, (one) -> !tried.contains(one));
		List<Endpoint> known = untried.isEmpty() ? endpoints : untried;
		List<Endpoint> ready = filter(known, (one) -> state(one).isReady(now));
		return ready.isEmpty() ? known : ready;
	}

	private static List<Endpoint> filter(List<Endpoint> endpoints, Predicate<Endpoint> condition) {
		List<Endpoint> kept = new ArrayList<>(endpoints.size());
		for (Endpoint endpoint : endpoints) {
			if (condition.test(endpoint)) {
				kept.add(endpoint);
			}
		}
		return kept;
	}

	private Endpoint choose(List<Endpoint> candidates) {
		int size = candidates.size();
		int first = this.random.applyAsInt(size);
		if (size == 1) {
			return candidates.get(first);
		}
		int second = (first + 1 + this.random.applyAsInt(size - 1)) % size;
		Endpoint one = candidates.get(first);
		Endpoint other = candidates.get(second);
		return (state(other).inFlight() < state(one).inFlight()) ? other : one;
	}

	@Override
	public void finished(Endpoint endpoint, @Nullable FailureClass failureClass) {
		InstanceState state = this.states.get(endpoint);
		if (state != null) {
			int random = this.random.applyAsInt(InstanceState.JITTER_STEPS);
			state.finished(failureClass == FailureClass.NEVER_SENT, this.clock.getAsLong(), random);
		}
	}

	private InstanceState state(Endpoint endpoint) {
		InstanceState state = this.states.get(endpoint);
		return (state != null) ? state : this.states.computeIfAbsent(endpoint, (key) -> new InstanceState());
	}

}
