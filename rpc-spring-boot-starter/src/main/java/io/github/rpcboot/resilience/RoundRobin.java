package io.github.rpcboot.resilience;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One after the other. */
final class RoundRobin implements Choice {

	private final AtomicInteger turn = new AtomicInteger();

	private final SlowStart slowStart;

	RoundRobin(SlowStart slowStart) {
		this.slowStart = slowStart;
	}

	@Override
	public Instance choose(List<Instance> candidates, long now) {
		Instance next = next(candidates);
		return this.slowStart.admits(next, now) ? next : next(candidates);
	}

	private Instance next(List<Instance> candidates) {
		return candidates.get(Math.floorMod(this.turn.getAndIncrement(), candidates.size()));
	}

}
