package io.github.rpcboot.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * The long rows of the fault matrix: {@code mvn verify -Pchaos}. One after the other, as
 * long as they compare times; then the calm ones, two at a time. The table of figures is
 * printed at the end, and stands in {@code target/chaos/figures.md}.
 */
@Tag("chaos")
class FaultMatrixChaos {

	private static final int AT_A_TIME = 2;

	private static final Rows ROWS = new Rows();

	private static final ExecutorService LANES = Executors.newFixedThreadPool(AT_A_TIME);

	@BeforeAll
	static void record() throws Exception {
		SharedClasses.record();
	}

	@TestFactory
	Stream<DynamicTest> rows() {
		return Rows.all().stream().filter((row) -> !row.calm()).map((row) -> test(row, () -> ROWS.run(row)));
	}

	@TestFactory
	Stream<DynamicTest> calmRows() {
		// The longest stand last, and begin first.
		List<Row> calm = new ArrayList<>(Rows.all().stream().filter(Row::calm).toList());
		Collections.reverse(calm);
		Map<Row, Future<Figures>> running = calm.stream()
			.collect(Collectors.toMap(Function.identity(), (row) -> LANES.submit(() -> ROWS.run(row)), (a, b) -> a,
					LinkedHashMap::new));
		return calm.stream().map((row) -> test(row, () -> running.get(row).get()));
	}

	private static DynamicTest test(Row row, Run run) {
		return DynamicTest.dynamicTest("row " + row.number() + ": " + row.fault(), () -> {
			Figures figures = run.figures();
			assumeFalse(figures.skipped(), figures.toString());
			assertThat(figures.met()).as("%s", figures).isTrue();
		});
	}

	@AfterAll
	static void print() throws IOException {
		LANES.shutdown();
		ROWS.print();
	}

	private interface Run {

		Figures figures() throws Exception;

	}

}
