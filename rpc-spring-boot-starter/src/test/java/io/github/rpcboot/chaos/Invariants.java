package io.github.rpcboot.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.rpcboot.RpcStatus;

/**
 * What holds under every fault. Each check returns what broke, a line for each invariant
 * with a count and an example; nothing returned is nothing broken.
 */
public final class Invariants {

	/** How late a call may return; one call, or one of fifty, may be later. */
	public static final Duration TOLERANCE = Duration.ofMillis(50);

	/**
	 * How late no call may return, and how late all calls may where several JVMs share
	 * two cores with whatever else runs on the machine: a pause of the scheduler or of
	 * the garbage collector is no fault of ours. The worst overrun and their count are
	 * reported all the same. Time in which a processor did not run the calling process at
	 * all is taken off in any case; see {@link Stalls}.
	 */
	public static final Duration TOLERANCE_OF_PROCESSES = Duration.ofMillis(250);

	private static final Set<String> CODES = Arrays.stream(RpcStatus.values())
		.map(RpcStatus::code)
		.collect(Collectors.toSet());

	private static final List<Pattern> LEAKS = List.of(Pattern.compile("^\\s+at [\\w.$/]+\\([\\w$]+\\.java:\\d+\\)"),
			Pattern.compile("Caused by: "),
			Pattern.compile("\\b[a-z]\\w*(\\.[a-z]\\w*)+\\.[A-Z]\\w*(Exception|Error)\\b"),
			Pattern.compile("\\bio\\.github\\.rpcboot(\\.\\w+)*\\.[A-Z]\\w*"), Pattern.compile(RigProvider.TOKEN));

	/** How Boot prefixes a line: up to the logger's name and a colon. */
	private static final Pattern PREFIX = Pattern.compile("^\\S+ +(TRACE|DEBUG|INFO|WARN|ERROR) .*? : ");

	private Invariants() {
	}

	/**
	 * I1, I2, I3 and I5.
	 * @param ledger what ran
	 * @param calls what the callers saw
	 * @param deadline the deadline of each call
	 * @param tolerance how late a call may return
	 * @return what broke
	 */
	public static List<String> ofCalls(Ledger ledger, CallLog calls, Duration deadline, Duration tolerance) {
		CallLog made = calls.only((call) -> !call.notCalled());
		List<String> broken = new ArrayList<>();
		report(broken, "I1 a write ran twice", made, (call) -> call.write() && ledger.runs(call.id()) > 1);
		report(broken, "I2 a success did not run", made, (call) -> call.ok() && ledger.runs(call.id()) == 0);
		report(broken, "I2 a call ran that failed with 'may have executed: no'", made,
				(call) -> !call.ok() && !call.verdict().mayHaveExecuted() && ledger.runs(call.id()) > 0);
		Predicate<CallRecord> late = (call) -> outlived(call, deadline.plus(tolerance));
		Predicate<CallRecord> tooLate = (call) -> outlived(call, deadline.plus(TOLERANCE_OF_PROCESSES));
		boolean few = made.count(late) <= Math.max(1, made.calls().size() / 50);
		report(broken, "I3 a call outlived its deadline", made, few ? tooLate : late);
		report(broken, "I5 a failure is none of the sixteen", made,
				(call) -> !call.ok() && !CODES.contains(call.verdict().code()));
		report(broken, "I6 a failure tells what it must not", made, (call) -> !call.ok()
				&& LEAKS.stream().anyMatch((leak) -> leak.matcher(call.verdict().message()).find()));
		return broken;
	}

	private static boolean outlived(CallRecord call, Duration latest) {
		return call.durationMicros() - call.stalledMicros() > latest.toNanos() / 1000;
	}

	private static void report(List<String> broken, String what, CallLog calls, Predicate<CallRecord> breach) {
		List<CallRecord> found = calls.only(breach).calls();
		if (!found.isEmpty()) {
			broken.add(what + ": " + found.size() + " calls, such as " + found.get(0).line().replace('\t', ' '));
		}
	}

	/**
	 * How much later than their deadline calls returned.
	 * @param calls the calls
	 * @param deadline the deadline of each
	 * @return the worst overrun and how many were later than {@link #TOLERANCE}
	 */
	public static String overruns(CallLog calls, Duration deadline) {
		long limit = deadline.toNanos() / 1000;
		long worst = calls.calls()
			.stream()
			.mapToLong((call) -> call.durationMicros() - call.stalledMicros() - limit)
			.max()
			.orElse(0);
		long late = calls
			.count((call) -> call.durationMicros() - call.stalledMicros() - limit > TOLERANCE.toNanos() / 1000);
		return "worst overrun " + Math.max(0, worst / 1000) + " ms, " + late + " above 50 ms";
	}

	/**
	 * I6 in what processes print at INFO and above, and in answers.
	 * @param texts log files or recorded answers
	 * @return what broke
	 */
	public static List<String> ofTexts(Collection<Path> texts) {
		List<String> broken = new ArrayList<>();
		for (Path text : texts) {
			List<String> leaks = read(text).stream().filter(Invariants::leaks).toList();
			if (!leaks.isEmpty()) {
				broken
					.add("I6 " + text + " tells what it must not: " + leaks.size() + " lines, such as " + leaks.get(0));
			}
		}
		return broken;
	}

	static boolean leaks(String line) {
		String text = PREFIX.matcher(line).replaceFirst("");
		return !line.startsWith("DONE ") && LEAKS.stream().anyMatch((leak) -> leak.matcher(text).find());
	}

	private static List<String> read(Path file) {
		try {
			return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()
					: List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
