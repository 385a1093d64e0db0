package io.github.rpcboot.chaos;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Says which fault meets which exchange.
 */
@FunctionalInterface
public interface FaultScript {

	/** No faults. */
	FaultScript NONE = always(Fault.NONE);

	/**
	 * The fault of an exchange.
	 * @param connection the number of the connection, from 1
	 * @param exchange the number of the exchange on it, from 1
	 * @return the fault
	 */
	Fault fault(int connection, int exchange);

	/**
	 * The same fault every time.
	 * @param fault the fault
	 * @return a script
	 */
	static FaultScript always(Fault fault) {
		return (connection, exchange) -> fault;
	}

	/**
	 * Faults by chance: the same ones for the same seed, whatever the order of the
	 * connections. Its text is the seed and the plan as far as it has come.
	 * @param seed the seed
	 * @param percent the share of exchanges that a fault meets
	 * @param faults what may happen
	 * @return a script
	 */
	static FaultScript seeded(long seed, int percent, List<Fault> faults) {
		return new Seeded(seed, percent, faults);
	}

	/** Faults by chance. */
	final class Seeded implements FaultScript {

		private final long seed;

		private final int percent;

		private final List<Fault> faults;

		private final Set<String> plan = new ConcurrentSkipListSet<>();

		private Seeded(long seed, int percent, List<Fault> faults) {
			this.seed = seed;
			this.percent = percent;
			this.faults = faults;
		}

		@Override
		public Fault fault(int connection, int exchange) {
			Random random = new Random(
					this.seed ^ (connection * 0x9E3779B97F4A7C15L) ^ (exchange * 0xC2B2AE3D27D4EB4FL));
			random.nextLong();
			if (random.nextInt(100) >= this.percent) {
				return Fault.NONE;
			}
			Fault fault = this.faults.get(random.nextInt(this.faults.size()));
			this.plan.add("connection %04d exchange %04d: %s".formatted(connection, exchange, fault));
			return fault;
		}

		@Override
		public String toString() {
			return "seed " + this.seed + ", " + this.percent + " percent\n" + String.join("\n", this.plan);
		}

	}

}
