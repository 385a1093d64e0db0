package io.github.rpcboot.chaos;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of the rig's own, with the class path of this one or of the system property
 * {@code rig.class-path}. What it prints stands in a log file; it never outlives
 * {@link #close()}.
 */
public final class ChildJvm implements AutoCloseable {

	private static final String END = "\0end";

	private final String name;

	private final Path log;

	private final Process process;

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private volatile double cpuSeconds;

	private ChildJvm(String name, Path log, Process process) {
		this.name = name;
		this.log = log;
		this.process = process;
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		Thread reader = new Thread(this::copyOutput, "output of " + name);
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Starts a JVM.
	 * @param name a name for messages
	 * @param log where its output goes, appended
	 * @param main the class with the main method
	 * @param args its arguments
	 * @return the process
	 */
	public static ChildJvm start(String name, Path log, Class<?> main, List<String> args) {
		return start(name, log, List.of(), main.getName(), args);
	}

	/**
	 * Starts a JVM by way of another program.
	 * @param name a name for messages
	 * @param log where its output goes, appended
	 * @param prefix the program and its arguments, such as {@code taskset -c 0}
	 * @param main the name of the class with the main method
	 * @param args its arguments
	 * @return the process
	 */
	public static ChildJvm start(String name, Path log, List<String> prefix, String main, List<String> args) {
		List<String> command = new ArrayList<>(prefix);
		String classPath = System.getProperty("rig.class-path", ChildClassPath.get());
		command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx256m", "-XX:+UseSerialGC",
				"-XX:-UsePerfData", SharedClasses.option(main), "-cp", classPath, main));
		command.addAll(args);
		try {
			Files.createDirectories(log.toAbsolutePath().getParent());
			return new ChildJvm(name, log, new ProcessBuilder(command).redirectErrorStream(true).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void copyOutput() {
		try (BufferedReader in = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
				BufferedWriter out = Files.newBufferedWriter(this.log, StandardOpenOption.CREATE,
						StandardOpenOption.APPEND)) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				out.write(line + "\n");
				out.flush();
				this.lines.add(line);
			}
		}
		catch (IOException ex) {
			// The process has been killed.
		}
		finally {
			this.lines.add(END);
		}
	}

	/**
	 * Waits for a line.
	 * @param start how it begins
	 * @param patience how long to wait
	 * @return the line
	 */
	public String await(String start, Duration patience) {
		long end = System.nanoTime() + patience.toNanos();
		try {
			for (String line = next(end); line != null; line = next(end)) {
				if (line.startsWith(start)) {
					return line;
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new IllegalStateException(
				this.name + " did not say '" + start + "' within " + patience.toSeconds() + " s; its log: " + this.log);
	}

	private String next(long end) throws InterruptedException {
		String line = this.lines.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
		if (END.equals(line)) {
			throw new IllegalStateException(this.name + " ended; its log: " + this.log);
		}
		return line;
	}

	/**
	 * Sends a line.
	 * @param line the line
	 */
	public void say(String line) {
		try {
			this.process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Asks it to end.
	 * @return when, by {@link System#nanoTime()}
	 */
	public long terminate() {
		sampleCpu();
		this.process.destroy();
		return System.nanoTime();
	}

	/**
	 * Ends it as {@code kill -9} does.
	 * @return when, by {@link System#nanoTime()}
	 */
	public long kill() {
		sampleCpu();
		this.process.destroyForcibly();
		return System.nanoTime();
	}

	/**
	 * Sends a signal.
	 * @param signal its name, such as {@code STOP} or {@code CONT}
	 * @return when, by {@link System#nanoTime()}
	 */
	public long signal(String signal) {
		try {
			Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(this.process.pid())).start();
			if (kill.waitFor() != 0) {
				throw new IllegalStateException("kill -" + signal + " failed for " + this.name);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return System.nanoTime();
	}

	/**
	 * Waits for its end.
	 * @param patience how long to wait
	 * @return its exit code
	 */
	public int awaitEnd(Duration patience) {
		try {
			if (this.process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
				return this.process.exitValue();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new IllegalStateException(
				this.name + " did not end within " + patience.toSeconds() + " s; its log: " + this.log);
	}

	/**
	 * The CPU time that it had used when it was last asked.
	 * @return seconds, user and system
	 */
	public double cpuSeconds() {
		sampleCpu();
		return this.cpuSeconds;
	}

	private void sampleCpu() {
		this.cpuSeconds = this.process.info()
			.totalCpuDuration()
			.map((time) -> time.toMillis() / 1e3)
			.orElse(this.cpuSeconds);
	}

	/**
	 * Whether it runs.
	 * @return whether it does
	 */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Its process id.
	 * @return the id
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * Where its output goes.
	 * @return the file
	 */
	public Path log() {
		return this.log;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		awaitEnd(Duration.ofSeconds(10));
	}

}
