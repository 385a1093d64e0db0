package io.github.rpcboot.observability;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcEvents;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * Logs events: rare ones each; those that come with every call once, and then their
 * number every ten seconds for as long as there are any.
 */
final class EventLog implements RpcEvents {

	private final Log logger;

	private final Executor inTenSeconds;

	private final Map<Key, AtomicInteger> bursts = new ConcurrentHashMap<>();

	EventLog(Log logger, Executor inTenSeconds) {
		this.logger = logger;
		this.inTenSeconds = inTenSeconds;
	}

	@Override
	public void happened(Kind kind, String subject, @Nullable Endpoint instance) {
		switch (kind) {
			case EJECTED -> often(kind, instance + " of '" + subject + "'");
			case READMITTED -> readmitted(instance + " of '" + subject + "'");
			case BUDGET_EXHAUSTED, LIMIT_REACHED, FELL_BACK, ADMISSION_REFUSED -> often(kind, subject);
			case RETRIED, HEDGED -> detail(kind, subject, instance);
			// Whoever drains, or asks a registry, tells more about it.
			default -> {
			}
		}
	}

	/** One that comes and goes is told of once in ten seconds, as what went before. */
	private void readmitted(String instance) {
		AtomicInteger ejections = this.bursts.get(new Key(Kind.EJECTED, instance));
		if (ejections == null || ejections.get() == 0) {
			this.logger.info("The instance " + instance + " has answered again and is used as before.");
		}
	}

	private void detail(Kind kind, String subject, @Nullable Endpoint instance) {
		if (this.logger.isDebugEnabled()) {
			this.logger.debug("A call of '" + subject + "' was " + ((kind == Kind.RETRIED) ? "repeated" : "hedged")
					+ ((instance != null) ? ", the instance before was " + instance : "") + ".");
		}
	}

	private void often(Kind kind, String subject) {
		Key key = new Key(kind, subject);
		AtomicInteger burst = this.bursts.get(key);
		if (burst == null) {
			AtomicInteger first = new AtomicInteger();
			burst = this.bursts.putIfAbsent(key, first);
			if (burst == null) {
				this.logger.warn(describe(kind, subject) + advise(kind));
				this.inTenSeconds.execute(() -> summarize(key, first));
				return;
			}
		}
		burst.incrementAndGet();
	}

	/** A refusal that goes on is no news; calls that fail for another reason are. */
	private void summarize(Key key, AtomicInteger burst) {
		int more = burst.getAndSet(0);
		if (more == 0) {
			this.bursts.remove(key);
			return;
		}
		Consumer<String> level = (key.kind() == Kind.ADMISSION_REFUSED) ? this.logger::info : this.logger::warn;
		level.accept(describe(key.kind(), key.subject()) + " " + more + " more in the last 10 s.");
		this.inTenSeconds.execute(() -> summarize(key, burst));
	}

	private static String describe(Kind kind, String subject) {
		return switch (kind) {
			case EJECTED ->
				"The instance " + subject + " is passed over for a while, because too many attempts failed there.";
			case BUDGET_EXHAUSTED -> "Failed calls of '" + subject + "' are not repeated: its retry budget is used up.";
			case LIMIT_REACHED -> "Calls of '" + subject
					+ "' fail here: as many as 'max-in-flight' allows are in flight. Raise it, or call less.";
			case FELL_BACK -> "Calls of '" + subject + "' are answered by their fallback.";
			default -> "Calls of '" + subject + "' are refused: more arrive than can be handled in time.";
		};
	}

	private static String advise(Kind kind) {
		return switch (kind) {
			case BUDGET_EXHAUSTED -> " Look why they fail; 'retry-budget' says how many repeats are allowed.";
			case ADMISSION_REFUSED -> " Run more instances; or raise 'max-in-flight' of the provider or of the service"
					+ " if they mostly wait for something else.";
			case FELL_BACK -> " Look why they fail.";
			default -> "";
		};
	}

	private record Key(Kind kind, String subject) {
	}

}
