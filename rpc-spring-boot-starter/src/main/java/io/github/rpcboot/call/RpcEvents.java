package io.github.rpcboot.call;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Is told what the mechanisms around calls do: for metrics and logs. Called on the
 * threads of calls and of look-ups, so it must not block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RpcEvents {

	/** Tells nobody. */
	RpcEvents NONE = (kind, subject, instance) -> {
	};

	/**
	 * Something has happened.
	 * @param kind what has happened
	 * @param subject the application that is called, or the service that is provided
	 * @param instance the instance that it is about, {@code null} if it is about none
	 */
	void happened(Kind kind, String subject, @Nullable Endpoint instance);

	/**
	 * Tells several. What one of them throws reaches neither the others nor the call.
	 * @param all who is told, in order
	 * @return events for all of them
	 */
	static RpcEvents all(List<? extends RpcEvents> all) {
		List<RpcEvents> guarded = all.stream().<RpcEvents>map(GuardedEvents::new).toList();
		return switch (guarded.size()) {
			case 0 -> NONE;
			case 1 -> guarded.get(0);
			default -> (kind, subject, instance) -> guarded.forEach((one) -> one.happened(kind, subject, instance));
		};
	}

	/**
	 * What can happen.
	 *
	 * @since 0.1.0
	 */
	enum Kind {

		/** An attempt is repeated. */
		RETRIED,

		/** A second attempt was started beside a slow one. */
		HEDGED,

		/** A repeat was allowed by everything but the retry budget. */
		BUDGET_EXHAUSTED,

		/** A call waited in vain for one of the calls in flight to end. */
		LIMIT_REACHED,

		/** An instance is passed over because too many attempts failed. */
		EJECTED,

		/** An ejected instance has answered again. */
		READMITTED,

		/** A bean of the application answered instead of the provider. */
		FELL_BACK,

		/** The provider refused a call because it has too many. */
		ADMISSION_REFUSED,

		/** The provider shuts down: it asks its callers to go elsewhere. */
		DRAIN_STARTED,

		/** The provider shuts down: it accepts no connection any more. */
		DRAIN_CLOSED,

		/** The provider shuts down: its callers are gone, or the time is over. */
		DRAIN_ENDED,

		/** The source of an application's instances fails, and the last list is used. */
		DISCOVERY_FAILED,

		/** The source of an application's instances works again. */
		DISCOVERY_RECOVERED

	}

}
