package io.github.rpcboot.samples.dubbo.both;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A consumer that stays on Spring Boot 3, in a process of its own. */
class OldConsumerTests {

	private static final Path TARGET = Path.of(System.getProperty("before"), "target");

	@Test
	void aConsumerOnSpringBoot3CallsTheProviderOnSpringBoot4() throws Exception {
		try (RunningShop shop = new RunningShop()) {
			Process consumer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-Duser.home=" + TARGET.toAbsolutePath(), "-cp", classPath(),
					"io.github.rpcboot.samples.dubbo.checkout.CheckoutApplication", "--spring.config.name=checkout",
					"--port=" + shop.dubboPort(), "--logging.level.root=error")
				.redirectErrorStream(true)
				.start();
			try {
				assertThat(CompletableFuture.supplyAsync(() -> output(consumer))).succeedsWithin(Duration.ofMinutes(1))
					.asString()
					.contains("Ordered by Ada of blue");
			}
			finally {
				consumer.destroyForcibly();
			}
		}
	}

	private static String output(Process process) {
		try {
			return new String(process.getInputStream().readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String classPath() throws IOException {
		Path file = TARGET.resolve("class-path.txt");
		assertThat(file).as("Build docs/samples/dubbo/before first").exists();
		return TARGET.resolve("classes") + File.pathSeparator + Files.readString(file).strip();
	}

}
