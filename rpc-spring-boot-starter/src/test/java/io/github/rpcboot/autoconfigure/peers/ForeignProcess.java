package io.github.rpcboot.autoconfigure.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A program in another language, which ends when its input does. */
final class ForeignProcess implements AutoCloseable {

	/** Where the programs are, from the folder of this module. */
	static final Path PROGRAMS = Path.of("src", "test", "peers").toAbsolutePath();

	private static final long SECONDS = 60;

	private final Process process;

	private final BufferedReader lines;

	private final Path errors;

	private ForeignProcess(Process process, Path errors) {
		this.process = process;
		this.lines = process.inputReader(StandardCharsets.UTF_8);
		this.errors = errors;
	}

	static ForeignProcess start(List<String> command) {
		try {
			Path errors = Files.createTempFile("foreign", ".log");
			ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
			builder.environment().put("PYTHONIOENCODING", "utf-8");
			// A proxy of the machine is not asked for loopback.
			builder.environment().keySet().removeIf((name) -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
			return new ForeignProcess(builder.start(), errors);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Whether a command is there and does what it is asked. */
	static boolean works(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
			process.destroyForcibly();
			return ended && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** The port of a server, which is the first thing that it says. */
	int port() throws IOException {
		String line = this.lines.readLine();
		if (line == null || !line.startsWith("PORT ")) {
			throw new IllegalStateException("No port but '" + line + "': " + Files.readString(this.errors));
		}
		return Integer.parseInt(line.substring("PORT ".length()));
	}

	/** All that a client says until it ends. */
	List<String> output() throws IOException, InterruptedException {
		List<String> all = this.lines.lines().toList();
		if (!this.process.waitFor(SECONDS, TimeUnit.SECONDS) || this.process.exitValue() != 0) {
			throw new IllegalStateException("It failed after " + all + ": " + Files.readString(this.errors));
		}
		return all;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor(SECONDS, TimeUnit.SECONDS);
			Files.deleteIfExists(this.errors);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
