package io.github.rpcboot.call;

import java.util.Iterator;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

/** The elements of a source as an iterator, which can be closed before its end. */
final class SourceIterator implements Iterator<Object>, AutoCloseable {

	private final ElementSource source;

	private @Nullable Object next;

	SourceIterator(ElementSource source) {
		this.source = source;
	}

	@Override
	public boolean hasNext() {
		if (this.next == null) {
			this.next = pull(this.source);
		}
		return this.next != null;
	}

	@Override
	public Object next() {
		if (!hasNext() || this.next == null) {
			throw new NoSuchElementException("The stream is at its end");
		}
		Object element = this.next;
		this.next = null;
		return element;
	}

	/** Exceptions that the method declares pass through types that declare none. */
	static @Nullable Object pull(ElementSource source) {
		try {
			return source.next();
		}
		catch (Throwable ex) {
			throw SourceIterator.<RuntimeException>asItIs(ex);
		}
	}

	@SuppressWarnings("unchecked")
	private static <E extends Throwable> RuntimeException asItIs(Throwable thrown) throws E {
		throw (E) thrown;
	}

	@Override
	public void close() {
		this.source.cancel();
		this.source.close();
	}

}
