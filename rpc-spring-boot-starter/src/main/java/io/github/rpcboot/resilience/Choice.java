package io.github.rpcboot.resilience;

import java.util.List;

/** Chooses among instances that are equally fit. */
@FunctionalInterface
interface Choice {

	/**
	 * Chooses.
	 * @param candidates at least one
	 * @param now the time
	 * @return one of them
	 */
	Instance choose(List<Instance> candidates, long now);

}
