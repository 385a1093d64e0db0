package io.github.rpcboot.chaos;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * The long rows of the fault matrix, one after the other: {@code mvn verify -Pchaos}. The
 * table of figures is printed at the end, and stands in {@code target/chaos/figures.md}.
 */
@Tag("chaos")
class FaultMatrixChaos {

	private static final Rows ROWS = new Rows();

	@TestFactory
	Stream<DynamicTest> rows() {
		return Rows.all()
			.stream()
			.map((row) -> DynamicTest.dynamicTest("row " + row.number() + ": " + row.fault(), () -> run(row)));
	}

	private static void run(Row row) throws Exception {
		Figures figures = ROWS.run(row);
		assumeFalse(figures.skipped(), figures.toString());
		assertThat(figures.met()).as("%s", figures).isTrue();
	}

	@AfterAll
	static void print() throws IOException {
		ROWS.print();
	}

}
