package io.github.rpcboot.call;

import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.rpcboot.contract.StreamType;

/**
 * The streams of Java methods as sources of elements, and sources as the streams that
 * Java methods declare.
 *
 * @since 0.1.0
 */
public final class StreamForms {

	private StreamForms() {
	}

	/**
	 * Reads a stream that a method returned or was given. Nothing is pulled yet.
	 * @param type the declared type
	 * @param stream the stream
	 * @return its elements; closing them closes the stream
	 */
	public static ElementSource read(StreamType type, Object stream) {
		return switch (type) {
			case STREAM -> {
				Stream<?> elements = (Stream<?>) stream;
				yield new PulledElements(elements::iterator, elements);
			}
			case ITERATOR -> {
				Iterator<?> elements = (Iterator<?>) stream;
				yield new PulledElements(() -> elements, (elements instanceof AutoCloseable one) ? one : () -> {
				});
			}
			case PUBLISHER -> new PublishedElements((Flow.Publisher<?>) stream);
			case FLUX -> new PublishedElements(Fluxes.published(stream));
		};
	}

	/**
	 * Makes a stream whose reader pulls on its own thread.
	 * @param type the declared type, not a reactive one
	 * @param source the elements; closed with the stream
	 * @return a {@code Stream}, or an {@code Iterator} that is {@code AutoCloseable}
	 */
	public static Object pulled(StreamType type, ElementSource source) {
		return switch (type) {
			case STREAM -> StreamSupport.stream(new SourceSpliterator(source), false)
				.onClose(source::cancel)
				.onClose(source::close);
			case ITERATOR -> new SourceIterator(source);
			case PUBLISHER, FLUX -> throw new IllegalArgumentException(type + " is not pulled");
		};
	}

	/**
	 * Makes a stream that pushes to each of its subscribers, on threads of ours and only
	 * while there is demand.
	 * @param type the declared type, a reactive one
	 * @param opener opens the elements for a subscriber, when it first asks for some
	 * @param threads run what pulls and pushes
	 * @return a {@code Flow.Publisher} or a {@code Flux}
	 */
	public static Object pushed(StreamType type, Callable<ElementSource> opener, Executor threads) {
		return pushed(type, (cancellation) -> opener.call(), threads);
	}

	/**
	 * Makes a stream that pushes to each of its subscribers, as
	 * {@link #pushed(StreamType, Callable, Executor)} does, and whose opening ends when
	 * the subscriber cancels.
	 * @param type the declared type, a reactive one
	 * @param opener opens the elements for a subscriber, when it first asks for some
	 * @param threads run what pulls and pushes
	 * @return a {@code Flow.Publisher} or a {@code Flux}
	 */
	public static Object pushed(StreamType type, Opener opener, Executor threads) {
		return pushed(type, new PulledPublisher(opener, threads, false));
	}

	/**
	 * Makes a stream of elements that are there once. A second subscriber is refused with
	 * an {@code IllegalStateException}.
	 * @param type the declared type, a reactive one
	 * @param source the elements
	 * @param threads run what pulls and pushes
	 * @return a {@code Flow.Publisher} or a {@code Flux}
	 */
	public static Object pushedOnce(StreamType type, ElementSource source, Executor threads) {
		return pushed(type, new PulledPublisher((cancellation) -> source, threads, true));
	}

	private static Object pushed(StreamType type, PulledPublisher publisher) {
		return (type == StreamType.FLUX) ? Fluxes.flux(publisher) : publisher;
	}

	/**
	 * Opens the elements for a subscriber.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface Opener {

		/**
		 * Opens the elements.
		 * @param cancellation tells when the subscriber cancels
		 * @return the elements
		 * @throws Exception what the stream fails with
		 */
		ElementSource open(Cancellation cancellation) throws Exception;

	}

}
