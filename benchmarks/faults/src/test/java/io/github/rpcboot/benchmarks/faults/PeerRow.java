package io.github.rpcboot.benchmarks.faults;

import io.github.rpcboot.chaos.Fleet;

/**
 * A row of the fault matrix.
 *
 * @param number its number
 * @param fault what is done
 * @param script how
 */
record PeerRow(String number, String fault, Script script) {

	Outcome run(Product product) throws Exception {
		try (Fleet fleet = product.fleet(this.number)) {
			return this.script.run(product, fleet);
		}
	}

	/** How a row goes. */
	@FunctionalInterface
	interface Script {

		Outcome run(Product product, Fleet fleet) throws Exception;

	}

}
