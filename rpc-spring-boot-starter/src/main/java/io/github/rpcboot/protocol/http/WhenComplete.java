package io.github.rpcboot.protocol.http;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Does something when an asynchronous request is over, however it ends. */
final class WhenComplete implements AsyncListener {

	private final Runnable action;

	WhenComplete(Runnable action) {
		this.action = action;
	}

	@Override
	public void onComplete(AsyncEvent event) {
		this.action.run();
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		// A request that timed out is completed as well.
	}

	@Override
	public void onError(AsyncEvent event) {
		// A request that failed is completed as well.
	}

	/** A request that is dispatched and goes on asynchronously forgets its listeners. */
	@Override
	public void onStartAsync(AsyncEvent event) {
		event.getAsyncContext().addListener(this);
	}

}
