package io.github.rpcboot.observability;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcEvents.Kind;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.commons.logging.impl.SimpleLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log and the counters say of events.
 */
class EventsTests {

	private static final Endpoint INSTANCE = Endpoint.parse("http://10.0.0.7:8081", "the test");

	private final Lines lines = new Lines();

	private final List<Runnable> inTenSeconds = new ArrayList<>();

	private final RpcEvents log = new EventLog(this.lines, this.inTenSeconds::add);

	private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@Test
	void anEjectedInstanceIsAWarningAndItsReturnAnInfo() {
		this.log.happened(Kind.EJECTED, "shop", INSTANCE);
		this.log.happened(Kind.READMITTED, "shop", INSTANCE);
		assertThat(this.lines.all).containsExactly(
				"WARN The instance http://10.0.0.7:8081 of 'shop' is passed over for a while, because too many attempts"
						+ " failed there.",
				"INFO The instance http://10.0.0.7:8081 of 'shop' has answered again and is used as before.");
	}

	@Test
	void anEmptyBudgetIsLoggedOnceAndThenCounted() {
		happens(Kind.BUDGET_EXHAUSTED, "shop", 500);
		assertThat(this.lines.all)
			.containsExactly("WARN Failed calls of 'shop' are not repeated: its retry budget is used up."
					+ " Look why they fail; 'retry-budget' says how many repeats are allowed.");
		tenSecondsLater();
		assertThat(this.lines.all).hasSize(2)
			.last()
			.isEqualTo("WARN Failed calls of 'shop' are not repeated: its retry budget is used up. 499 more in the last"
					+ " 10 s.");
	}

	@Test
	void refusalsAreAWarningAtTheirBeginAndAnInfoWhileTheyLast() {
		happens(Kind.ADMISSION_REFUSED, "Orders", 3);
		tenSecondsLater();
		happens(Kind.ADMISSION_REFUSED, "Orders", 1);
		tenSecondsLater();
		tenSecondsLater();
		assertThat(this.inTenSeconds).isEmpty();
		String text = "Calls of 'Orders' are refused: more arrive than can be handled in time.";
		String advice = " Run more instances; or raise 'max-in-flight' of the provider or of the service if they mostly"
				+ " wait for something else.";
		assertThat(this.lines.all).containsExactly("WARN " + text + advice,
				"INFO " + text + " 2 more in the last 10 s.", "INFO " + text + " 1 more in the last 10 s.");
	}

	@Test
	void whatBeginsAnewIsLoggedAnew() {
		happens(Kind.LIMIT_REACHED, "shop", 1);
		tenSecondsLater();
		happens(Kind.LIMIT_REACHED, "shop", 1);
		String text = "WARN Calls of 'shop' fail here: as many as 'max-in-flight' allows are in flight. Raise it, or call"
				+ " less.";
		assertThat(this.lines.all).containsExactly(text, text);
	}

	@Test
	void applicationsAreLoggedApart() {
		happens(Kind.FELL_BACK, "shop", 2);
		happens(Kind.FELL_BACK, "stock", 2);
		assertThat(this.lines.all).containsExactly(
				"WARN Calls of 'shop' are answered by their fallback. Look why they fail.",
				"WARN Calls of 'stock' are answered by their fallback. Look why they fail.");
	}

	@ParameterizedTest
	@EnumSource(value = Kind.class, names = { "RETRIED", "HEDGED" })
	void whatIsOrdinaryIsADetail(Kind kind) {
		this.log.happened(kind, "shop", null);
		assertThat(this.lines.all).singleElement().asString().startsWith("DEBUG A call of 'shop' was ");
	}

	@ParameterizedTest
	@EnumSource(value = Kind.class,
			names = { "DRAIN_STARTED", "DRAIN_CLOSED", "DRAIN_ENDED", "DISCOVERY_FAILED", "DISCOVERY_RECOVERED" })
	void whatIsLoggedElsewhereIsNotLoggedTwice(Kind kind) {
		this.log.happened(kind, "shop", null);
		assertThat(this.lines.all).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void everyEventIsCountedUnderItsName(Kind kind) {
		RpcEvents counters = new EventCounters(this.meters);
		counters.happened(kind, "shop", INSTANCE);
		counters.happened(kind, "shop", null);
		boolean provider = kind.name().startsWith("DRAIN") || kind == Kind.ADMISSION_REFUSED;
		String label = provider ? "rpc_server_events_total{event=\"%s\",rpc_service=\"shop\"} 2.0"
				: "rpc_client_events_total{event=\"%s\",server_address=\"shop\"} 2.0";
		assertThat(this.meters.scrape()).contains(label.formatted(kind.name().toLowerCase(java.util.Locale.ROOT)))
			.doesNotContain("10.0.0.7");
	}

	@Test
	void anEventWithoutASubjectIsCounted() {
		new EventCounters(this.meters).happened(Kind.DRAIN_STARTED, "", null);
		assertThat(this.meters.scrape())
			.contains("rpc_server_events_total{event=\"drain_started\",rpc_service=\"none\"} 1.0");
	}

	private void happens(Kind kind, String subject, int times) {
		for (int i = 0; i < times; i++) {
			this.log.happened(kind, subject, null);
		}
	}

	private void tenSecondsLater() {
		List<Runnable> due = new ArrayList<>(this.inTenSeconds);
		this.inTenSeconds.clear();
		due.forEach(Runnable::run);
	}

	/** A log of its own, so that no other test writes to it. */
	private static final class Lines extends SimpleLog {

		private static final long serialVersionUID = 1L;

		private final transient List<String> all = new ArrayList<>();

		@SuppressWarnings("deprecation")
		Lines() {
			super("events");
		}

		@Override
		protected void log(int type, Object message, Throwable thrown) {
			this.all
				.add(((type == LOG_LEVEL_WARN) ? "WARN " : ((type == LOG_LEVEL_INFO) ? "INFO " : "DEBUG ")) + message);
		}

		@Override
		protected boolean isLevelEnabled(int level) {
			return true;
		}

	}

}
