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

/**
 * A process of this JVM's version that is told what to do line by line, as
 * {@link PeerProcess} is. What it logs goes into a file.
 */
public final class Child implements AutoCloseable {

	/** How the line of a process begins that is ready. */
	public static final String READY = "READY ";

	/** How a line begins that answers. */
	public static final String ANSWER = "ANSWER ";

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

	private final Path log;

	private Child(String name, Process process, Path log) {
		this.name = name;
		this.log = log;
		this.process = process;
		this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
	}

	/**
	 * Starts a process.
	 * @param main its main program
	 * @param classPath where that is found
	 * @param options for the JVM
	 * @param log where its errors go; named as the process is
	 * @param args for the program
	 * @return the process, which may not be ready
	 * @throws IOException if it cannot be started
	 */
	public static Child start(Class<?> main, String classPath, List<String> options, Path log, String... args)
			throws IOException {
		List<String> command = new ArrayList<>(List
			.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseG1GC"));
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, main.getName()));
		command.addAll(List.of(args));
		Files.createDirectories(log.getParent());
		String name = log.getFileName().toString().replaceFirst("\\.log$", "");
		return new Child(name, new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
	}

	/**
	 * What the newer JVMs ask for, which the older ones do not know.
	 * @return options for libraries that reach for native code
	 */
	public static List<String> nativeAccess() {
		return (Runtime.version().feature() >= 24)
				? List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow") : List.of();
	}

	/**
	 * Waits for a line.
	 * @param start how it begins
	 * @return the rest of the next line that begins so
	 * @throws IOException if the process cannot be read
	 */
	public String await(String start) throws IOException {
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
		throw new IllegalStateException(this.name + " ended, or did not answer. Its errors stand in " + this.log + ".");
	}

	/**
	 * Asks, and waits for the answer.
	 * @param command a line
	 * @return the answer
	 * @throws IOException if the process has ended
	 */
	public String ask(String command) throws IOException {
		this.process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
		this.process.getOutputStream().flush();
		return await(ANSWER);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
