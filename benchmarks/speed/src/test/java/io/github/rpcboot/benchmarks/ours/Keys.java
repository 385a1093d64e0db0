package io.github.rpcboot.benchmarks.ours;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A key and a certificate for {@code localhost}, made by the JDK for this run. */
final class Keys {

	private static final Path FILE = Path.of("target", "speed", "keys.p12").toAbsolutePath();

	private static final String PASSWORD = "changeit";

	private Keys() {
	}

	static List<String> create() throws IOException, InterruptedException {
		Files.createDirectories(FILE.getParent());
		Files.deleteIfExists(FILE);
		int code = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
				"-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", FILE.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.waitFor();
		if (code != 0) {
			throw new IllegalStateException("keytool ended with " + code);
		}
		return store("keystore");
	}

	static List<String> trust() {
		return store("truststore");
	}

	private static List<String> store(String kind) {
		String key = "spring.ssl.bundle.jks.shop." + kind + ".";
		return List.of(key + "location=file:" + FILE, key + "password=" + PASSWORD, key + "type=PKCS12");
	}

}
