package io.github.rpcboot.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Archives of loaded classes (AppCDS), with which the processes of the matrix start in
 * less time. A provider and a consumer record them before the first row.
 */
final class SharedClasses {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Map<String, Path> ARCHIVES = new ConcurrentHashMap<>();

	private static volatile boolean recording;

	private SharedClasses() {
	}

	/** The option of a JVM for its main class. */
	static String option(String main) {
		Path archive = ARCHIVES.get(main);
		if (archive == null) {
			return "-Xshare:auto";
		}
		return (recording ? "-XX:ArchiveClassesAtExit=" : "-XX:SharedArchiveFile=") + archive;
	}

	/** Runs one provider and one consumer for a moment. */
	static void record() throws Exception {
		recording = true;
		try (Fleet fleet = new Fleet("archives")) {
			ARCHIVES.put(RigProvider.class.getName(), fleet.file("provider.jsa"));
			ARCHIVES.put(RigConsumer.class.getName(), fleet.file("consumer.jsa"));
			Fleet.Provider provider = fleet.providers(1).get(0);
			Fleet.Consumer consumer = fleet.consumer("--rate=50", "--seconds=2", "--warmup=50").go();
			consumer.done();
			consumer.jvm().awaitEnd(PATIENCE);
			provider.stop();
		}
		finally {
			recording = false;
		}
	}

}
