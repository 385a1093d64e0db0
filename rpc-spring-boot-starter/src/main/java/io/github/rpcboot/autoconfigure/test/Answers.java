package io.github.rpcboot.autoconfigure.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * What the annotations of a test class say of who answers.
 *
 * @param inProcess applications answered by the services of the context
 * @param localServer applications that the web server of the test stands for
 * @param recordings applications answered from files
 */
record Answers(List<String> inProcess, List<String> localServer, List<Answers.Recording> recordings) {

	static Answers of(Class<?> testClass) {
		AutoConfigureRpcTest kit = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				AutoConfigureRpcTest.class);
		List<Recording> recordings = new ArrayList<>();
		TestContextAnnotationUtils.getMergedRepeatableAnnotations(testClass, RpcRecording.class)
			.forEach((one) -> recordings.add(new Recording(one.application(), one.file(), one.allUsed())));
		return new Answers((kit != null) ? List.of(kit.inProcess()) : List.of(),
				(kit != null) ? List.of(kit.localServer()) : List.of(), List.copyOf(recordings));
	}

	boolean isEmpty() {
		return this.inProcess.isEmpty() && this.localServer.isEmpty() && this.recordings.isEmpty();
	}

	/** What answers an application, as a message says it. */
	Stream<String> answering(String application) {
		return Stream
			.of(contains(this.inProcess, application) ? "inProcess" : null,
					contains(this.localServer, application) ? "localServer" : null, recording(application))
			.filter(Objects::nonNull);
	}

	private @Nullable String recording(String application) {
		return this.recordings.stream()
			.filter((one) -> canonical(one.application).equals(canonical(application)))
			.map((one) -> "the recording '" + one.file + "'")
			.reduce((first, second) -> first + " and " + second)
			.orElse(null);
	}

	static boolean contains(List<String> names, String application) {
		return names.stream().anyMatch((name) -> canonical(name).equals(canonical(application)));
	}

	/** Names are compared as those of the configuration are. */
	static String canonical(String application) {
		return application.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
	}

	/**
	 * A file that answers.
	 *
	 * @param application whose calls it answers
	 * @param file its path below the test resources
	 * @param allUsed whether the test class has to ask for all of it
	 */
	record Recording(String application, String file, boolean allUsed) {
	}

}
