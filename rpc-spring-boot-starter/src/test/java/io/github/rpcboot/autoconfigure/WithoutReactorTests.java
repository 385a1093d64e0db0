package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Reactor is optional: all of ours is loaded again here, by a class loader that does not
 * find it.
 */
class WithoutReactorTests {

	@Test
	@SuppressWarnings("unchecked")
	void anApplicationWithoutReactorServesAndReadsStreams() throws Exception {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		ClassLoader loader = new WithoutReactor(before);
		Thread.currentThread().setContextClassLoader(loader);
		try {
			Class<?> application = loader.loadClass(WithoutReactorApplication.class.getName());
			assertThat(application).isNotSameAs(WithoutReactorApplication.class);
			Callable<List<String>> main = (Callable<List<String>>) application.getConstructor().newInstance();
			assertThat(main.call()).containsExactly("stream [0, 1, 2]", "iterator [0, 1, 2]", "publisher [0, 1, 2]",
					"sum 55", "http {\"result\":0} {\"result\":1}");
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
		assertThatThrownBy(() -> loader.loadClass("reactor.core.publisher.Flux"))
			.isInstanceOf(ClassNotFoundException.class);
	}

	/** Loads what is ours itself, and nothing of Reactor. */
	private static final class WithoutReactor extends ClassLoader {

		WithoutReactor(ClassLoader parent) {
			super(parent);
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.startsWith("reactor.")) {
				throw new ClassNotFoundException(name);
			}
			synchronized (getClassLoadingLock(name)) {
				Class<?> known = findLoadedClass(name);
				return (known != null) ? known
						: name.startsWith("io.github.rpcboot.") ? define(name) : super.loadClass(name, resolve);
			}
		}

		private Class<?> define(String name) throws ClassNotFoundException {
			try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
				if (in == null) {
					throw new ClassNotFoundException(name);
				}
				byte[] bytes = in.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
