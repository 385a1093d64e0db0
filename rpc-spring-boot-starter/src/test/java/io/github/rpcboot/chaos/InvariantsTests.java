package io.github.rpcboot.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each invariant can break, and only by what it says.
 */
class InvariantsTests {

	private static final Duration DEADLINE = Duration.ofMillis(300);

	@TempDir
	Path folder;

	@Test
	void nothingIsBrokenWhenAllIsWell() {
		assertThat(
				check(ran(1, 2, 3), read(1), write(2), failed(3, true, "unavailable", true), write(4, "unavailable")))
			.isEmpty();
	}

	@Test
	void aWriteThatRanTwiceBreaksI1() {
		assertThat(check(ran(1, 1), write(1))).singleElement()
			.asString()
			.startsWith("I1 a write ran twice: 1 calls, such as 1 w 0 1000 OK");
	}

	@Test
	void aReadMayRunTwice() {
		assertThat(check(ran(1, 1), read(1))).isEmpty();
	}

	@Test
	void aSuccessThatDidNotRunBreaksI2() {
		assertThat(check(ran(), read(1))).singleElement().asString().startsWith("I2 a success did not run: 1 calls");
		assertThat(check(ran(), write(1))).singleElement().asString().startsWith("I2 a success did not run: 1 calls");
	}

	@Test
	void aCallThatRanAndSaysNoBreaksI2() {
		assertThat(check(ran(1), write(1, "unavailable"))).singleElement()
			.asString()
			.startsWith("I2 a call ran that failed with 'may have executed: no': 1 calls");
	}

	@Test
	void callsThatOutliveTheirDeadlineBreakI3() {
		assertThat(check(ran(1, 2), took(1, 350_001), took(2, 350_001))).singleElement()
			.asString()
			.startsWith("I3 a call outlived its deadline: 2 calls, such as 1 r 0 350001");
		assertThat(check(ran(1, 2), took(1, 350_000), took(2, 350_000))).isEmpty();
	}

	@Test
	void aSingleCallThatWasLateForWantOfAThreadIsForgivenUpToAQuarterOfASecond() {
		assertThat(check(ran(1, 2), took(1, 550_000), took(2, 350_000))).isEmpty();
		assertThat(check(ran(1, 2), took(1, 550_001), took(2, 350_000))).hasSize(1);
		assertThat(Invariants.overruns(new CallLog(0, List.of(took(1, 550_000), took(2, 350_000))), DEADLINE))
			.isEqualTo("worst overrun 250 ms, 1 above 50 ms");
	}

	@Test
	void theTimeInWhichNothingRanIsTakenOff() {
		assertThat(check(ran(1), new CallRecord(1, false, 0, 650_000, 0, 100_000, Verdict.SUCCESS))).isEmpty();
		assertThat(check(ran(1), new CallRecord(1, false, 0, 650_001, 0, 100_000, Verdict.SUCCESS))).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "java.io.IOException", "UNAVAILABLE", "" })
	void aFailureOfAnotherKindBreaksI5(String code) {
		assertThat(check(ran(1), failed(1, false, code, true))).singleElement()
			.asString()
			.startsWith("I5 a failure is none of the sixteen: 1 calls");
	}

	@Test
	void aFailureThatNamesAClassBreaksI6() {
		Verdict verdict = new Verdict("unavailable", true, 1, "failed: java.net.SocketException: Connection reset");
		assertThat(check(ran(1), new CallRecord(1, false, 0, 1000, 0, 0, verdict))).singleElement()
			.asString()
			.startsWith("I6 a failure tells what it must not: 1 calls");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\tat io.example.Shop.find(Shop.java:17)", "Caused by: out of stock",
			"2026-11-22T10:00:00.000Z  INFO 1 --- [rig] [main] i.g.r.Thing : java.lang.IllegalStateException: no",
			"{\"message\":\"io.github.rpcboot.chaos.BooksBean\"}", "authorization: Bearer " + RigProvider.TOKEN })
	void aTextThatTellsTooMuchBreaksI6(String line) throws IOException {
		Path log = this.folder.resolve("log");
		Files.writeString(log, "all is well\n" + line + "\n");
		assertThat(Invariants.ofTexts(List.of(log))).singleElement()
			.asString()
			.isEqualTo("I6 " + log + " tells what it must not: 1 lines, such as " + line);
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"2026-11-22T10:00:00.000Z  INFO 1 --- [rig] [main] io.github.rpcboot.chaos.RigProvider : Started RigProvider in 2 s",
			"Books/read at http://127.0.0.1:1 failed with unavailable: The connection was reset." })
	void anOrdinaryTextBreaksNothing(String line) throws IOException {
		Path log = this.folder.resolve("log");
		Files.writeString(log, line + "\n");
		assertThat(Invariants.ofTexts(List.of(log, this.folder.resolve("none")))).isEmpty();
	}

	@Test
	void aCallThatWasNotMadeBreaksNothing() {
		assertThat(check(ran(), new CallRecord(1, true, 0, 0, 0, 0, Verdict.NOT_CALLED))).isEmpty();
	}

	@Test
	void whatIsHeldIsCounted() throws IOException {
		Held before = Held.now();
		Path file = Files.writeString(this.folder.resolve("file"), "text");
		List<InputStream> open = new ArrayList<>();
		try {
			for (int i = 0; i < 2 * Held.TOLERANCE; i++) {
				open.add(Files.newInputStream(file));
			}
			assertThat(Held.now().brokenSince(before)).singleElement().asString().startsWith("I4 file descriptors");
		}
		finally {
			for (InputStream one : open) {
				one.close();
			}
		}
		assertThat(Held.now().brokenSince(before)).isEmpty();
	}

	private static List<String> check(Ledger ledger, CallRecord... calls) {
		return Invariants.ofCalls(ledger, new CallLog(0, Arrays.asList(calls)), DEADLINE, Invariants.TOLERANCE);
	}

	private static Ledger ran(long... ids) {
		return new Ledger(LongStream.of(ids).mapToObj((id) -> new Ledger.Entry(id, 'r', 0)).toList());
	}

	private static CallRecord read(long id) {
		return new CallRecord(id, false, 0, 1000, 0, 0, Verdict.SUCCESS);
	}

	private static CallRecord took(long id, long micros) {
		return new CallRecord(id, false, 0, micros, 0, 0, Verdict.SUCCESS);
	}

	private static CallRecord write(long id) {
		return new CallRecord(id, true, 0, 1000, 0, 0, Verdict.SUCCESS);
	}

	private static CallRecord write(long id, String code) {
		return failed(id, true, code, false);
	}

	private static CallRecord failed(long id, boolean write, String code, boolean mayHaveExecuted) {
		return new CallRecord(id, write, 0, 1000, 0, 0, new Verdict(code, mayHaveExecuted, 1, "it failed"));
	}

}
