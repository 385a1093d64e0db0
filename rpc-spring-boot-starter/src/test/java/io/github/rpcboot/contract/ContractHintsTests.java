package io.github.rpcboot.contract;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

class ContractHintsTests {

	/** Jackson uses a single constructor by the names of its parameters. */
	@Test
	void aTypeThatOnlyAConstructorTakesIsTold() {
		RuntimeHints hints = new RuntimeHints();

		ContractHints.register(hints.reflection(), Maker.class);

		assertThat(RuntimeHintsPredicates.reflection().onType(Part.class)).accepts(hints);
	}

	interface Maker {

		Made make();

	}

	static class Made {

		private final String name;

		Made(Part part) {
			this.name = part.name();
		}

		public String getName() {
			return this.name;
		}

	}

	record Part(String name) {
	}

}
