package io.github.rpcboot.autoconfigure.test;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Begins recordings anew for each test method, and fails a test that asked for what is
 * not recorded: the code under test may have swallowed the refusal.
 */
final class RecordingListener extends AbstractTestExecutionListener {

	/** The class by whose annotation a context was used last. */
	private static final Map<Replays, Class<?>> USED_BY = Collections.synchronizedMap(new WeakHashMap<>());

	@Override
	public void beforeTestMethod(TestContext testContext) {
		Replays replays = replays(testContext);
		if (replays == null) {
			return;
		}
		Class<?> carrier = carrier(testContext.getTestClass());
		Class<?> before = USED_BY.put(replays, carrier);
		if (before != null && before != carrier) {
			replays.forget();
		}
		replays.rewind();
		fail("When the application started, or by an earlier test: ", replays.takeProblems());
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		Replays replays = replays(testContext);
		if (replays != null) {
			fail("", replays.takeProblems());
		}
	}

	/** Beside an exception of the test, whose message may not say so. */
	private static void fail(String when, List<String> problems) {
		if (!problems.isEmpty()) {
			throw new AssertionError(when + String.join(System.lineSeparator(), problems));
		}
	}

	/** Nested classes belong to the one that has the annotation. */
	@Override
	public void afterTestClass(TestContext testContext) {
		Replays replays = replays(testContext);
		if (replays != null && USED_BY.get(replays) == testContext.getTestClass()) {
			replays.requireAllUsed(false);
		}
	}

	private static Class<?> carrier(Class<?> testClass) {
		Class<?> carrier = testClass;
		while (carrier.getEnclosingClass() != null && !hasRecording(carrier)) {
			carrier = carrier.getEnclosingClass();
		}
		return carrier;
	}

	private static boolean hasRecording(Class<?> type) {
		MergedAnnotations annotations = MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY);
		return annotations.isPresent(RpcRecording.class) || annotations.isPresent(RpcRecording.List.class);
	}

	/** A context that was not made for the test is not made for this. */
	private static @Nullable Replays replays(TestContext testContext) {
		return testContext.hasApplicationContext() ? Replays.in(testContext.getApplicationContext()) : null;
	}

}
