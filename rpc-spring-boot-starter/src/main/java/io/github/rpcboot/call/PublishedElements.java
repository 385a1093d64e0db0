package io.github.rpcboot.call;

import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;

import org.jspecify.annotations.Nullable;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;

/**
 * The elements of a publisher, pulled. No more than a few are asked for before they are
 * wanted.
 */
final class PublishedElements implements ElementSource, Flow.Subscriber<Object> {

	private static final int AHEAD = 16;

	private static final Object END = new Object();

	private final Flow.Publisher<?> publisher;

	/** Bounded by what was asked for. */
	private final LinkedBlockingQueue<Object> signals = new LinkedBlockingQueue<>();

	private volatile Flow.@Nullable Subscription subscription;

	private volatile boolean canceled;

	private boolean subscribed;

	private int taken;

	private @Nullable Object last;

	PublishedElements(Flow.Publisher<?> publisher) {
		this.publisher = publisher;
	}

	@Override
	public @Nullable Object next() throws Throwable {
		if (this.last == null) {
			Object signal = take();
			if (signal != END && !(signal instanceof Failed)) {
				askForMore();
				return signal;
			}
			this.last = signal;
		}
		if (this.last instanceof Failed failed) {
			throw failed.failure;
		}
		return null;
	}

	private Object take() {
		if (!this.subscribed) {
			this.subscribed = true;
			this.publisher.subscribe(this);
		}
		try {
			return this.signals.take();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RpcException(RpcStatus.CANCELED, "The thread that reads a publisher was interrupted.");
		}
	}

	private void askForMore() {
		Flow.Subscription known = this.subscription;
		if (++this.taken == AHEAD / 2 && known != null) {
			this.taken = 0;
			known.request(AHEAD / 2);
		}
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		if (this.subscription != null || this.canceled) {
			subscription.cancel();
			return;
		}
		this.subscription = subscription;
		if (this.canceled) {
			subscription.cancel();
			return;
		}
		subscription.request(AHEAD);
	}

	@Override
	public void onNext(Object element) {
		PulledElements.requireElement(element);
		if (this.canceled) {
			return;
		}
		if (this.signals.size() > AHEAD) {
			onError(new IllegalStateException("A publisher sends more than it was asked for"));
			cancel();
			return;
		}
		this.signals.add(element);
	}

	@Override
	public void onError(Throwable failure) {
		this.signals.add(new Failed(failure));
	}

	@Override
	public void onComplete() {
		this.signals.add(END);
	}

	@Override
	public void cancel() {
		if (!this.canceled) {
			this.canceled = true;
			Flow.Subscription known = this.subscription;
			if (known != null) {
				known.cancel();
			}
			// Not the end, which would make a whole of what was broken off.
			this.signals.add(new Failed(new RpcException(RpcStatus.CANCELED, "The stream was canceled.")));
		}
	}

	@Override
	public void close() {
		cancel();
	}

	private record Failed(Throwable failure) {
	}

}
