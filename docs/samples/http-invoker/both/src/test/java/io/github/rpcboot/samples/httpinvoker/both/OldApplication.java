package io.github.rpcboot.samples.httpinvoker.both;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** An application of before, on Spring Boot 2.7, in a process of its own. */
final class OldApplication implements AutoCloseable {

	private static final Path TARGET = Path.of(System.getProperty("before"), "target");

	private final Process process;

	private OldApplication(Process process) {
		this.process = process;
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
	}

	static OldApplication start(String main, String... arguments) throws IOException {
		Path libraries = TARGET.resolve("class-path.txt");
		assertThat(libraries).as("Build docs/samples/http-invoker/before first").exists();
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						TARGET.resolve("classes") + File.pathSeparator + Files.readString(libraries).strip(),
						"io.github.rpcboot.samples.httpinvoker." + main, "--logging.level.root=error"));
		command.addAll(List.of(arguments));
		return new OldApplication(new ProcessBuilder(command).redirectErrorStream(true).start());
	}

	/** Waits a minute for a line that begins so, and gives what follows. */
	String line(String beginning) {
		return CompletableFuture.supplyAsync(() -> read(beginning)).orTimeout(60, TimeUnit.SECONDS).join();
	}

	private String read(String beginning) {
		List<String> lines = new ArrayList<>();
		try {
			BufferedReader output = new BufferedReader(new InputStreamReader(this.process.getInputStream()));
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				if (line.startsWith(beginning)) {
					return line.substring(beginning.length());
				}
				lines.add(line);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		throw new IllegalStateException("It ended with " + String.join("\n", lines));
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
