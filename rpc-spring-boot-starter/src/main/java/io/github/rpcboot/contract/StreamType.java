package io.github.rpcboot.contract;

import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The Java types that stand for many messages, one after another, where a method declares
 * them as its result or as its only parameter.
 *
 * @since 0.1.0
 */
public enum StreamType {

	/** A {@code java.util.stream.Stream}, which its reader closes. */
	STREAM(Stream.class.getName()),

	/** A {@code java.util.Iterator}; one that is {@code AutoCloseable} is closed. */
	ITERATOR(Iterator.class.getName()),

	/** A {@code java.util.concurrent.Flow.Publisher}. */
	PUBLISHER(Flow.Publisher.class.getName()),

	/** Reactor's {@code Flux}. */
	FLUX("reactor.core.publisher.Flux");

	private final String typeName;

	StreamType(String typeName) {
		this.typeName = typeName;
	}

	/** Reactor need not be there, so names are compared. */
	static @Nullable StreamType of(Class<?> type) {
		for (StreamType candidate : values()) {
			if (candidate.typeName.equals(type.getName())) {
				return candidate;
			}
		}
		return null;
	}

	/**
	 * Whether elements are pushed to whoever subscribes, on a thread of their own.
	 * @return {@code false} for types whose reader pulls on its own thread
	 */
	public boolean isReactive() {
		return this == PUBLISHER || this == FLUX;
	}

}
