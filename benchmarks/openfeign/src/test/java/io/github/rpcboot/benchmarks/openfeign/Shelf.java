package io.github.rpcboot.benchmarks.openfeign;

import io.github.rpcboot.chaos.ProviderWork;

import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.ConcurrencyLimit.ThrottlePolicy;

/** The limit is Spring Framework's own; without a capacity it is out of reach. */
@ConcurrencyLimit(limitString = "${capacity:10000}", policy = ThrottlePolicy.REJECT)
class Shelf {

	private final ProviderWork work;

	Shelf(ProviderWork work) {
		this.work = work;
	}

	long read(long id) {
		this.work.read(id);
		return id;
	}

	long write(long id) {
		this.work.write(id);
		return id;
	}

}
