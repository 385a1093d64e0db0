package io.github.rpcboot.autoconfigure.test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.RpcConfigurationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.ClassUtils;

/**
 * Finds, reads and writes the file of a recording. The source is read before the class
 * path, which has an older copy until the next build.
 *
 * @param name its path below the test resources, or an absolute path
 */
record RecordingFile(String name) {

	private static final Path RESOURCES = Path.of("src", "test", "resources");

	/** Where the file is written. */
	Path path() {
		return RESOURCES.resolve(this.name).toAbsolutePath().normalize();
	}

	/**
	 * Reads the file.
	 * @param application whose calls it answers, for messages
	 * @throws RpcConfigurationException if it is not there, or not such a file
	 */
	List<Exchange> read(String application) {
		byte[] bytes;
		try {
			bytes = bytes();
		}
		catch (IOException ex) {
			throw new RpcConfigurationException(
					"The recording '" + this.name + "' of '" + application + "' cannot be read: " + ex + ".",
					"Correct the file, or its rights.");
		}
		if (bytes == null) {
			throw new RpcConfigurationException(
					"The recording '" + this.name + "' of '" + application + "' is not there, neither as "
							+ RESOURCES.resolve(this.name).toString().replace('\\', '/')
							+ " below the working directory nor on the class path.",
					"Correct its name, or record it: run the test with " + recordOption(application) + ".");
		}
		return RecordingFormat.of(this.name, bytes).exchanges();
	}

	static String recordOption(String application) {
		return "-Drpc.record." + application + "=<URL of a '" + application + "' that runs>";
	}

	private byte @Nullable [] bytes() throws IOException {
		if (Files.isRegularFile(path())) {
			return Files.readAllBytes(path());
		}
		ClassLoader loader = ClassUtils.getDefaultClassLoader();
		try (InputStream in = (loader != null) ? loader.getResourceAsStream(this.name) : null) {
			return (in != null) ? in.readAllBytes() : null;
		}
	}

	/** Replaces the file in one step, so that nobody reads half of it. */
	void write(List<Exchange> exchanges) throws IOException {
		ObjectNode root = Json.object();
		ArrayNode all = root.putArray("exchanges");
		new ArrayList<>(exchanges).forEach((exchange) -> all.add(RecordingFormat.write(exchange)));
		Path folder = path().getParent();
		Files.createDirectories(folder);
		Path written = Files.createTempFile(folder, "recording", ".tmp");
		Files.writeString(written, Json.pretty(root));
		Files.move(written, path(), StandardCopyOption.REPLACE_EXISTING);
	}

}
