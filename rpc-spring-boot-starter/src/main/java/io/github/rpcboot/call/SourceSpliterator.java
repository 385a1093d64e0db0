package io.github.rpcboot.call;

import java.util.Spliterator;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** Pulls no element before it is wanted, and none for other threads. */
final class SourceSpliterator implements Spliterator<Object> {

	private final ElementSource source;

	SourceSpliterator(ElementSource source) {
		this.source = source;
	}

	@Override
	public boolean tryAdvance(Consumer<? super Object> action) {
		Object element = SourceIterator.pull(this.source);
		if (element == null) {
			return false;
		}
		action.accept(element);
		return true;
	}

	@Override
	public @Nullable Spliterator<Object> trySplit() {
		return null;
	}

	@Override
	public long estimateSize() {
		return Long.MAX_VALUE;
	}

	@Override
	public int characteristics() {
		return ORDERED | NONNULL;
	}

}
