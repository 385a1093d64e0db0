package io.github.rpcboot.resilience;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** Two random choices; the instance with fewer calls in flight wins. */
final class TwoChoices implements Choice {

	private final IntUnaryOperator random;

	private final SlowStart slowStart;

	TwoChoices(IntUnaryOperator random, SlowStart slowStart) {
		this.random = random;
		this.slowStart = slowStart;
	}

	@Override
	public Instance choose(List<Instance> candidates, long now) {
		int size = candidates.size();
		if (size == 1) {
			return candidates.get(0);
		}
		int first = this.random.applyAsInt(size);
		int second = (first + 1 + this.random.applyAsInt(size - 1)) % size;
		Instance one = candidates.get(first);
		Instance other = candidates.get(second);
		boolean otherWins = other.state().load() < one.state().load();
		Instance winner = otherWins ? other : one;
		return this.slowStart.admits(winner, now) ? winner : (otherWins ? one : other);
	}

}
