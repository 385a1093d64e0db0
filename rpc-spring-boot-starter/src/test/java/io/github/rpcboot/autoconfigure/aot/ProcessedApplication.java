package io.github.rpcboot.autoconfigure.aot;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import io.github.rpcboot.autoconfigure.RunningApplication;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;
import org.springframework.util.FileSystemUtils;

/**
 * A web application that was processed ahead of time: its code is generated, compiled and
 * loaded here, and its context is started from that code alone.
 */
final class ProcessedApplication {

	private static final AtomicInteger NUMBER = new AtomicInteger();

	private final RuntimeHints hints;

	private final String initializer;

	private final Map<String, String> sources;

	/** Proxies, which have been loaded already. */
	private final Map<String, byte[]> classes;

	private ProcessedApplication(RuntimeHints hints, String initializer, InMemoryGeneratedFiles files) {
		this.hints = hints;
		this.initializer = initializer;
		this.sources = new TreeMap<>();
		files(files, Kind.SOURCE).forEach((path, content) -> this.sources.put(path, new String(content)));
		this.classes = files(files, Kind.CLASS);
	}

	/**
	 * Processes an application.
	 * @param configuration its configuration class
	 * @param properties the settings while it is built
	 * @return the application
	 */
	static ProcessedApplication of(Class<?> configuration, String... properties) {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		// No two of them share a name, so that all can live in one class loader.
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(configuration), "Test" + NUMBER.incrementAndGet()), files);
		System.setProperty(AbstractAotProcessor.AOT_PROCESSING, "true");
		try (GenericApplicationContext context = new AnnotationConfigServletWebServerApplicationContext()) {
			apply(context, properties);
			((AnnotationConfigServletWebServerApplicationContext) context).register(configuration);
			ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
			ProcessedApplication processed = new ProcessedApplication(generation.getRuntimeHints(),
					initializer.reflectionName(), files);
			processed.compileAndLoad();
			return processed;
		}
		finally {
			System.clearProperty(AbstractAotProcessor.AOT_PROCESSING);
		}
	}

	private static void apply(GenericApplicationContext context, String... properties) {
		List<String> all = new ArrayList<>(List.of(RunningApplication.withoutSecurity(properties)));
		all.addAll(List.of("spring.cloud.refresh.enabled=false", "server.port=0", "server.address=127.0.0.1",
				"spring.grpc.server.port=0", "spring.grpc.server.address=127.0.0.1"));
		TestPropertyValues.of(all).applyTo(context);
	}

	private static Map<String, byte[]> files(InMemoryGeneratedFiles files, Kind kind) {
		Map<String, byte[]> contents = new TreeMap<>();
		files.getGeneratedFiles(kind).forEach((path, file) -> {
			try {
				contents.put(path, file.getInputStream().readAllBytes());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		return contents;
	}

	RuntimeHints hints() {
		return this.hints;
	}

	/** The generated Java files by their paths. */
	Map<String, String> sources() {
		return this.sources;
	}

	/**
	 * Starts the application.
	 * @param properties the settings of this start
	 * @return its context
	 */
	ServletWebServerApplicationContext start(String... properties) {
		ServletWebServerApplicationContext context = new ServletWebServerApplicationContext();
		apply(context, properties);
		try {
			initializer().initialize(context);
			context.refresh();
			return context;
		}
		catch (RuntimeException ex) {
			context.close();
			throw ex;
		}
	}

	@SuppressWarnings("unchecked")
	private ApplicationContextInitializer<GenericApplicationContext> initializer() {
		try {
			return (ApplicationContextInitializer<GenericApplicationContext>) Class.forName(this.initializer)
				.getDeclaredConstructor()
				.newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void compileAndLoad() {
		Path directory = null;
		try {
			directory = Files.createTempDirectory("aot");
			Path compiled = Files.createDirectory(directory.resolve("compiled"));
			Path proxies = Files.createDirectory(directory.resolve("proxies"));
			for (Map.Entry<String, byte[]> proxy : this.classes.entrySet()) {
				write(proxies, proxy.getKey(), proxy.getValue());
			}
			compile(directory.resolve("sources"), proxies, compiled);
			load(compiled);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			if (directory != null) {
				FileSystemUtils.deleteRecursively(directory.toFile());
			}
		}
	}

	private static Path write(Path directory, String path, byte[] content) throws IOException {
		Path file = directory.resolve(path);
		Files.createDirectories(file.getParent());
		return Files.write(file, content);
	}

	private void compile(Path sources, Path proxies, Path compiled) throws IOException {
		List<File> files = new ArrayList<>();
		for (Map.Entry<String, String> source : this.sources.entrySet()) {
			files.add(write(sources, source.getKey(), source.getValue().getBytes()).toFile());
		}
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
			List<String> options = List.of("-proc:none", "-nowarn", "-d", compiled.toString(), "-cp",
					proxies + File.pathSeparator + classPath());
			if (!compiler.getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromFiles(files))
				.call()) {
				throw new AssertionError("The generated code does not compile");
			}
		}
	}

	/** Some that run tests load them by a loader of their own. */
	private static String classPath() {
		String classPath = System.getProperty("java.class.path");
		if (ProcessedApplication.class.getClassLoader() instanceof URLClassLoader loader) {
			return Stream.of(loader.getURLs())
				.map(URL::getPath)
				.collect(Collectors.joining(File.pathSeparator, "", File.pathSeparator + classPath));
		}
		return classPath;
	}

	/** In the packages that they belong to, where not everything is public. */
	private static void load(Path classes) throws IOException {
		try (Stream<Path> files = Files.walk(classes)) {
			for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
				String name = classes.relativize(file).toString().replace(File.separatorChar, '.');
				define(name, Files.readAllBytes(file));
			}
		}
	}

	private static void define(String name, byte[] bytes) {
		try {
			Class<?> neighbour = Class.forName(name.substring(0, name.indexOf('_')), false,
					ProcessedApplication.class.getClassLoader());
			MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup()).defineClass(bytes);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(name, ex);
		}
	}

}
