package io.github.rpcboot.observability;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcEvents;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** Counts events. Instances come and go, so they are no label. */
final class EventCounters implements RpcEvents {

	private static final Set<Kind> OF_PROVIDERS = EnumSet.of(Kind.ADMISSION_REFUSED, Kind.DRAIN_STARTED,
			Kind.DRAIN_CLOSED, Kind.DRAIN_ENDED);

	/**
	 * Subjects are names of the configuration and of contracts; this many are a mistake.
	 */
	private static final int MOST_COUNTERS = 10_000;

	private final MeterRegistry registry;

	private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

	EventCounters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void happened(Kind kind, String subject, @Nullable Endpoint instance) {
		Key key = new Key(kind, subject);
		Counter counter = this.counters.get(key);
		if (counter == null && this.counters.size() < MOST_COUNTERS) {
			counter = this.counters.computeIfAbsent(key, this::register);
		}
		if (counter != null) {
			counter.increment();
		}
	}

	private Counter register(Key key) {
		boolean provider = OF_PROVIDERS.contains(key.kind());
		return Counter.builder(provider ? "rpc.server.events" : "rpc.client.events")
			.description("What the mechanisms around calls did.")
			.tag("event", key.kind().name().toLowerCase(Locale.ROOT))
			.tag(provider ? "rpc.service" : OpenTelemetryNames.SERVER_ADDRESS,
					key.subject().isEmpty() ? KeyValue.NONE_VALUE : key.subject())
			.register(this.registry);
	}

	private record Key(Kind kind, String subject) {
	}

}
