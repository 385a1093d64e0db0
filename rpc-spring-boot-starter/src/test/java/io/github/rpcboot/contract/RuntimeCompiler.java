package io.github.rpcboot.contract;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Compiles classes that the build cannot: without parameter names, or of libraries that
 * are not there. Without {@code -parameters} unless asked for.
 */
final class RuntimeCompiler {

	private final Path directory;

	private final List<String> options = new ArrayList<>(List.of("-proc:none"));

	private final List<String> libraries = new ArrayList<>();

	private final List<Path> sources = new ArrayList<>();

	RuntimeCompiler(Path directory) {
		this.directory = directory;
		withLibraryOf(JsonProperty.class);
	}

	RuntimeCompiler withLibraryOf(Class<?> type) {
		this.libraries.add(locationOf(type));
		return this;
	}

	RuntimeCompiler withParameterNames() {
		this.options.add("-parameters");
		return this;
	}

	RuntimeCompiler source(String className, String code) throws IOException {
		Path file = this.directory.resolve(className.replace('.', '/') + ".java");
		Files.createDirectories(file.getParent());
		int dot = className.lastIndexOf('.');
		String header = (dot < 0) ? "" : "package " + className.substring(0, dot) + ";\n";
		this.sources.add(Files.writeString(file, header + code));
		return this;
	}

	URLClassLoader compile() throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
			List<String> arguments = new ArrayList<>(this.options);
			arguments.addAll(
					List.of("-d", this.directory.toString(), "-cp", String.join(File.pathSeparator, this.libraries)));
			boolean compiled = compiler
				.getTask(null, files, null, arguments, null, files.getJavaFileObjectsFromPaths(this.sources))
				.call();
			if (!compiled) {
				throw new AssertionError("Not compiled: " + this.sources);
			}
		}
		return new URLClassLoader(new URL[] { toUrl(this.directory) }, getClass().getClassLoader());
	}

	private static String locationOf(Class<?> type) {
		try {
			return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static URL toUrl(Path path) {
		try {
			return path.toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
