package io.github.rpcboot.discovery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcEvents.Kind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells of a source that fails and works again: each once, and in the log at most once a
 * minute, since some sources come and go every second. The text of a foreign exception
 * may hold an address with a password, so it is for DEBUG only.
 */
final class LookupReport {

	private static final Log logger = LogFactory.getLog(LookupReport.class);

	private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

	private final String application;

	private final String source;

	private final RpcEvents events;

	private boolean told;

	private boolean warned;

	private boolean everWarned;

	private long lastWarning;

	/**
	 * Makes a report.
	 * @param application the application whose instances are looked up
	 * @param source where, such as "DNS (orders.internal)"
	 * @param events is told too
	 */
	LookupReport(String application, String source, RpcEvents events) {
		this.application = application;
		this.source = source;
		this.events = events;
	}

	void failed(Throwable ex, int kept, long now) {
		warn("The instances of '" + this.application + "' cannot be looked up in " + this.source + " ("
				+ ex.getClass().getSimpleName() + "). " + inUse(kept, "stay in use."), now);
		logger.debug("The look-up in " + this.source + " failed", ex);
		tellFailed();
	}

	void empty(int kept, Duration hold, long now) {
		if (kept == 0) {
			warn("No instance of '" + this.application + "' is listed in " + this.source + ".", now);
			return;
		}
		warn("No instance of '" + this.application + "' is listed in " + this.source + " any more. "
				+ inUse(kept, "stay in use for " + hold.toSeconds() + " s."), now);
		tellFailed();
	}

	void givenUp() {
		this.warned = true;
		logger.warn("No instance of '" + this.application + "' is listed in " + this.source
				+ " for too long: the last ones are not used any more.");
	}

	void recovered(int found) {
		if (this.warned) {
			this.warned = false;
			logger.info("The instances of '" + this.application + "' are known from " + this.source + " now: " + found
					+ ".");
		}
		if (this.told) {
			this.told = false;
			tell(Kind.DISCOVERY_RECOVERED);
		}
	}

	private void tellFailed() {
		if (!this.told) {
			this.told = true;
			tell(Kind.DISCOVERY_FAILED);
		}
	}

	/** Whoever listens must not end the look-ups. */
	private void tell(Kind kind) {
		try {
			this.events.happened(kind, this.application, null);
		}
		catch (RuntimeException ex) {
			logger.debug("A listener failed", ex);
		}
	}

	private void warn(String message, long now) {
		if (this.everWarned && now - this.lastWarning < PAUSE) {
			logger.debug(message);
			return;
		}
		this.everWarned = true;
		this.lastWarning = now;
		this.warned = true;
		logger.warn(message);
	}

	private static String inUse(int kept, String what) {
		return (kept == 0) ? "None is known yet." : "The last " + kept + " " + what;
	}

}
