package io.github.rpcboot.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of this JVM with folders packed into jars, as applications have it: a
 * class of a folder needs a file descriptor to be loaded, which a process in need may not
 * have.
 */
final class ChildClassPath {

	private static final String PACKED = Arrays.stream(System.getProperty("java.class.path").split(":"))
		.filter((entry) -> Files.exists(Path.of(entry)))
		.map((entry) -> Files.isDirectory(Path.of(entry)) ? pack(Path.of(entry)) : entry)
		.collect(Collectors.joining(":"));

	private ChildClassPath() {
	}

	static String get() {
		return PACKED;
	}

	private static String pack(Path folder) {
		try (Stream<Path> all = Files.walk(folder)) {
			List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
			Path jar = Files.createTempFile("rig", ".jar");
			jar.toFile().deleteOnExit();
			try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
				for (Path file : files) {
					out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
					Files.copy(file, out);
				}
			}
			return jar.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
