package io.github.rpcboot.call;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Keeps the failure of a listener away from the call that it is told of. */
final class GuardedEvents implements RpcEvents {

	private static final Log logger = LogFactory.getLog(GuardedEvents.class);

	private final RpcEvents listener;

	private final AtomicBoolean failed = new AtomicBoolean();

	GuardedEvents(RpcEvents listener) {
		this.listener = listener;
	}

	@Override
	public void happened(Kind kind, String subject, @Nullable Endpoint instance) {
		try {
			this.listener.happened(kind, subject, instance);
		}
		catch (RuntimeException ex) {
			if (this.failed.compareAndSet(false, true)) {
				logger.warn("A bean of type RpcEvents failed, which is not logged again", ex);
			}
		}
	}

}
