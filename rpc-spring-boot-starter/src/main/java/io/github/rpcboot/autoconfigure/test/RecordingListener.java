package io.github.rpcboot.autoconfigure.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Begins recordings anew for each test method, and fails a test that asked for what is
 * not recorded: the code under test may have swallowed the refusal.
 */
final class RecordingListener extends AbstractTestExecutionListener {

	private static final String BEGUN = RecordingListener.class.getName();

	@Override
	public void beforeTestMethod(TestContext testContext) {
		Replays replays = replays(testContext);
		if (replays == null) {
			return;
		}
		if (!testContext.hasAttribute(BEGUN)) {
			testContext.setAttribute(BEGUN, true);
			replays.forget();
		}
		replays.rewind();
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		Replays replays = replays(testContext);
		List<String> problems = (replays != null) ? replays.takeProblems() : List.of();
		if (!problems.isEmpty()) {
			// Beside an exception of the test, whose message may not say so.
			throw new AssertionError(String.join(System.lineSeparator(), problems));
		}
	}

	@Override
	public void afterTestClass(TestContext testContext) {
		Replays replays = testContext.hasAttribute(BEGUN) ? replays(testContext) : null;
		if (replays != null) {
			replays.requireAllUsed(false);
		}
	}

	/** A context that was not made for the test is not made for this. */
	private static @Nullable Replays replays(TestContext testContext) {
		return testContext.hasApplicationContext() ? Replays.in(testContext.getApplicationContext()) : null;
	}

}
