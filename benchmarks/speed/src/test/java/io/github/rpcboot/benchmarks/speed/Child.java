package io.github.rpcboot.benchmarks.speed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A {@link PeerProcess} of this JVM's version. What it logs goes into a file. */
final class Child implements AutoCloseable {

	/** Longer than any measurement. */
	private static final long PATIENCE_SECONDS = 180;

	private static final ScheduledExecutorService WATCHDOG = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "watchdog");
		thread.setDaemon(true);
		return thread;
	});

	private final String name;

	private final Process process;

	private final BufferedReader out;

	private Child(String name, Process process) {
		this.name = name;
		this.process = process;
		this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
	}

	static Child start(String name, String classPath, List<String> options, Path log, String... args)
			throws IOException {
		List<String> command = new ArrayList<>(List
			.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseG1GC"));
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, PeerProcess.class.getName()));
		command.addAll(List.of(args));
		Files.createDirectories(log.getParent());
		return new Child(name, new ProcessBuilder(command).redirectError(log.toFile()).start());
	}

	/** The rest of the next line that begins so. */
	String await(String start) throws IOException {
		ScheduledFuture<?> end = WATCHDOG.schedule(this.process::destroyForcibly, PATIENCE_SECONDS, TimeUnit.SECONDS);
		try {
			return next(start);
		}
		finally {
			end.cancel(false);
		}
	}

	private String next(String start) throws IOException {
		for (String line = this.out.readLine(); line != null; line = this.out.readLine()) {
			if (line.startsWith(start)) {
				return line.substring(start.length());
			}
		}
		throw new IllegalStateException(
				this.name + " ended, or did not answer. Its errors stand in target/speed/" + this.name + ".log.");
	}

	String ask(String command) throws IOException {
		this.process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
		this.process.getOutputStream().flush();
		return await(PeerProcess.ANSWER);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
