package io.github.rpcboot.call;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;

/**
 * Pushes what it pulls. A subscriber that asks for nothing holds no thread.
 */
final class PulledPublisher implements Flow.Publisher<Object> {

	private final StreamForms.Opener opener;

	private final Executor threads;

	/** Elements that are there once have one reader. */
	private final boolean once;

	private final AtomicBoolean taken = new AtomicBoolean();

	PulledPublisher(StreamForms.Opener opener, Executor threads, boolean once) {
		this.opener = opener;
		this.threads = threads;
		this.once = once;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super Object> subscriber) {
		Objects.requireNonNull(subscriber, "There is no subscriber");
		if (this.once && !this.taken.compareAndSet(false, true)) {
			refuse(subscriber);
			return;
		}
		subscriber.onSubscribe(new Pull(subscriber));
	}

	/** A subscription comes before every other signal (Reactive Streams, rule 1.9). */
	private static void refuse(Flow.Subscriber<? super Object> subscriber) {
		subscriber.onSubscribe(new Flow.Subscription() {

			@Override
			public void request(long more) {
			}

			@Override
			public void cancel() {
			}

		});
		subscriber.onError(new IllegalStateException(
				"The stream has a subscriber already, and can be read once only. Share it, or collect it first."));
	}

	/** One subscriber. Its signals follow each other, on one thread at a time. */
	private final class Pull implements Flow.Subscription, Runnable {

		private final Flow.Subscriber<? super Object> subscriber;

		private final AtomicLong demand = new AtomicLong();

		private final AtomicInteger wishes = new AtomicInteger();

		private final Cancellation cancellation = new Cancellation();

		private volatile boolean canceled;

		private volatile @Nullable ElementSource source;

		private volatile @Nullable Throwable refused;

		private boolean done;

		Pull(Flow.Subscriber<? super Object> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		public void request(long more) {
			if (more <= 0) {
				this.refused = new IllegalArgumentException("A subscriber must ask for at least one element");
			}
			else {
				this.demand.accumulateAndGet(more,
						(known, added) -> (known + added < 0) ? Long.MAX_VALUE : known + added);
			}
			work();
		}

		@Override
		public void cancel() {
			this.canceled = true;
			ElementSource known = this.source;
			if (known != null) {
				known.cancel();
			}
			else {
				this.cancellation.cancel();
			}
			work();
		}

		private void work() {
			if (this.wishes.getAndIncrement() != 0) {
				return;
			}
			try {
				PulledPublisher.this.threads.execute(this);
			}
			catch (RejectedExecutionException ex) {
				this.refused = new RpcException(RpcStatus.RESOURCE_EXHAUSTED,
						"Every thread for asynchronous calls and streams is busy.");
				run();
			}
		}

		@Override
		public void run() {
			int seen = 1;
			while (seen != 0) {
				if (!this.done) {
					serve();
				}
				seen = this.wishes.addAndGet(-seen);
			}
		}

		private void serve() {
			try {
				if (this.refused != null) {
					throw this.refused;
				}
				boolean more = true;
				while (more && !this.canceled && this.demand.get() > 0) {
					more = pushOne();
				}
				if (!more || this.canceled) {
					end(null);
				}
			}
			catch (Throwable ex) {
				end(ex);
			}
		}

		private boolean pushOne() throws Throwable {
			Object element = opened().next();
			if (element != null && !this.canceled) {
				this.demand.decrementAndGet();
				this.subscriber.onNext(element);
			}
			return element != null;
		}

		private ElementSource opened() throws Exception {
			ElementSource known = this.source;
			if (known == null) {
				known = PulledPublisher.this.opener.open(this.cancellation);
				this.source = known;
				if (this.canceled) {
					known.cancel();
				}
			}
			return known;
		}

		private void end(@Nullable Throwable failure) {
			this.done = true;
			Throwable told = failure;
			try {
				ElementSource known = this.source;
				if (known != null) {
					known.close();
				}
			}
			catch (RuntimeException ex) {
				told = (failure != null) ? failure : ex;
			}
			if (this.canceled) {
				return;
			}
			if (told != null) {
				this.subscriber.onError(told);
			}
			else {
				this.subscriber.onComplete();
			}
		}

	}

}
