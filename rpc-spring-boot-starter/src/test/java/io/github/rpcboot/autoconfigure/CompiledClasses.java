package io.github.rpcboot.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.tools.ToolProvider;

import feign.Client;
import io.github.rpcboot.RemoteService;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/**
 * Classes that the build cannot make: without parameter names, or in foreign packages.
 */
final class CompiledClasses {

	/** One class of each library that the sources use. */
	private static final List<Class<?>> USED = List.of(CompiledClasses.class, RemoteService.class, Client.class,
			Bean.class, Component.class, Autowired.class);

	private CompiledClasses() {
	}

	/**
	 * Compiles without {@code -parameters}.
	 * @param directory where to write
	 * @param sources class names and their code, without the package line
	 * @return a loader of the classes
	 */
	static URLClassLoader compile(Path directory, Map<String, String> sources) throws IOException {
		String classPath = USED.stream().map(CompiledClasses::location).collect(Collectors.joining(File.pathSeparator));
		List<String> arguments = new ArrayList<>(
				List.of("-proc:none", "-nowarn", "-d", directory.toString(), "-cp", classPath));
		for (Map.Entry<String, String> source : sources.entrySet()) {
			String name = source.getKey();
			Path file = directory.resolve(name.replace('.', '/') + ".java");
			Files.createDirectories(file.getParent());
			String header = "package " + name.substring(0, name.lastIndexOf('.')) + ";\n";
			arguments.add(Files.writeString(file, header + source.getValue()).toString());
		}
		int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
		if (result != 0) {
			throw new IllegalStateException("Not compiled: " + sources.keySet());
		}
		return new URLClassLoader(new URL[] { directory.toUri().toURL() }, CompiledClasses.class.getClassLoader());
	}

	private static String location(Class<?> type) {
		try {
			return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
