package io.github.rpcboot.demo.consumer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A packaged application in a JVM of its own, on a port that the system chooses. */
final class DemoJar implements AutoCloseable {

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private static final Pattern STARTED = Pattern.compile("Started \\w+ in ");

	private final Process process;

	private final List<String> log = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	private DemoJar(Process process) {
		this.process = process;
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		Thread reader = new Thread(this::read, "output of " + process.pid());
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Starts an application from what was processed ahead of time.
	 * @param property the system property that says where its jar is
	 * @param arguments its settings
	 * @return the application, which has started
	 */
	static DemoJar startProcessed(String property, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dspring.aot.enabled=true",
						"-jar", System.getProperty(property), "--server.port=0"));
		command.addAll(List.of(arguments));
		try {
			DemoJar jar = new DemoJar(new ProcessBuilder(command).redirectErrorStream(true).start());
			jar.awaitStart();
			return jar;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read() {
		int found = 0;
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				this.log.add(line);
				Matcher matcher = PORT.matcher(line);
				found = matcher.find() ? Integer.parseInt(matcher.group(1)) : found;
				if (STARTED.matcher(line).find()) {
					this.port.complete(found);
				}
			}
		}
		catch (IOException ex) {
			this.log.add(ex.toString());
		}
		this.port.completeExceptionally(new IllegalStateException("It has ended"));
	}

	private void awaitStart() {
		try {
			this.port.get(120, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException | InterruptedException ex) {
			close();
			throw new AssertionError("It did not start:\n" + String.join("\n", this.log), ex);
		}
	}

	String url() {
		return "http://localhost:" + this.port.join();
	}

	List<String> log() {
		return this.log;
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
