package io.github.rpcboot.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerTests {

	@TempDir
	Path folder;

	@Test
	void runsAreCountedOverAllProvidersAndOverRestarts() throws IOException {
		Path one = this.folder.resolve("one");
		Path other = this.folder.resolve("other");
		write(one, 1, 2);
		write(one, 2);
		write(other, 2, 3);
		Ledger ledger = Ledger.read(List.of(one, other, this.folder.resolve("never started")));
		assertThat(List.of(ledger.runs(1), ledger.runs(2), ledger.runs(3), ledger.runs(4))).containsExactly(1, 3, 1, 0);
	}

	@Test
	void aRequestThatReachedNoHandlerIsNoRunButARequest() throws IOException {
		Path file = this.folder.resolve("one");
		long before = System.nanoTime();
		try (LedgerFile ledger = LedgerFile.append(file)) {
			ledger.turnedAway();
			ledger.started(7, false);
			ledger.started(-1, true);
		}
		Ledger ledger = Ledger.read(List.of(file));
		assertThat(ledger.runs(0)).isZero();
		assertThat(ledger.requests(before, System.nanoTime())).isEqualTo(2);
		assertThat(ledger.requests(before - 1000, before)).isZero();
	}

	@Test
	void anEntryThatWasCutByTheEndOfTheProcessIsPassedOver() throws IOException {
		Path file = this.folder.resolve("one");
		write(file, 5);
		Files.write(file, new byte[LedgerFile.ENTRY - 1], StandardOpenOption.APPEND);
		assertThat(Ledger.read(List.of(file)).entries()).hasSize(1);
	}

	private static void write(Path file, long... ids) throws IOException {
		try (LedgerFile ledger = LedgerFile.append(file)) {
			for (long id : ids) {
				ledger.started(id, true);
			}
		}
	}

}
