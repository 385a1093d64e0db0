package io.github.rpcboot.call;

import org.jspecify.annotations.Nullable;

/**
 * Elements of a stream of any type, pulled one after another. One thread pulls at a time.
 *
 * @since 0.1.0
 */
public interface ElementSource extends AutoCloseable {

	/**
	 * Waits for the next element.
	 * @return the element, {@code null} at the end
	 * @throws Throwable what the stream failed with
	 */
	@Nullable Object next() throws Throwable;

	/**
	 * Says that no element is wanted any more. May be called by any thread, and wakes the
	 * one that waits for an element where the source can do that.
	 */
	default void cancel() {
	}

	/**
	 * Frees what the source holds. Called by the thread that pulls, or when none does.
	 */
	@Override
	void close();

}
