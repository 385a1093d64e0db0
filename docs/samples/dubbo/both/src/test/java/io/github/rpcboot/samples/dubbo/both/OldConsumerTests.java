package io.github.rpcboot.samples.dubbo.both;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
			assertThat(new String(consumer.getInputStream().readAllBytes())).contains("Ordered by Ada of blue");
		}
	}

	private static String classPath() throws IOException {
		Path file = TARGET.resolve("class-path.txt");
		assertThat(file).as("Build docs/samples/dubbo/before first").exists();
		return TARGET.resolve("classes") + File.pathSeparator + Files.readString(file).strip();
	}

}
