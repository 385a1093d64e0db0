package io.github.rpcboot.call;

import java.util.Iterator;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** The elements of a stream that is pulled as well. */
final class PulledElements implements ElementSource {

	private final Supplier<? extends Iterator<?>> opener;

	private final AutoCloseable resource;

	private @Nullable Iterator<?> iterator;

	PulledElements(Supplier<? extends Iterator<?>> opener, AutoCloseable resource) {
		this.opener = opener;
		this.resource = resource;
	}

	@Override
	public @Nullable Object next() {
		Iterator<?> iterator = this.iterator;
		if (iterator == null) {
			iterator = this.opener.get();
			this.iterator = iterator;
		}
		return iterator.hasNext() ? requireElement(iterator.next()) : null;
	}

	static Object requireElement(@Nullable Object element) {
		if (element == null) {
			throw new IllegalStateException("A stream has an element that is null. Leave it out, or use an Optional.");
		}
		return element;
	}

	@Override
	public void close() {
		try {
			this.resource.close();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException("A stream could not be closed", ex);
		}
	}

}
