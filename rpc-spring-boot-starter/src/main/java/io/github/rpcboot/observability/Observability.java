package io.github.rpcboot.observability;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

import io.github.rpcboot.call.CallThreads;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcTimer;
import io.github.rpcboot.call.Transport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The door of this room: the steps of both chains that observe calls.
 *
 * @since 0.1.0
 */
public final class Observability implements AutoCloseable {

	private static final long LOG_SECONDS = 10;

	private static final RpcObservationConvention OPEN_TELEMETRY = new RpcObservationConvention() {
	};

	private final ObservationRegistry registry;

	private final RpcObservationConvention convention;

	private final @Nullable MeterRegistry meters;

	private final UnaryOperator<RpcHeaders> trace;

	private final Function<ObservedCall.Kind, @Nullable Watch> timers;

	private final Map<String, TargetMeters> targets = new ConcurrentHashMap<>();

	private Observability(ObservationRegistry registry, RpcObservationConvention convention,
			@Nullable MeterRegistry meters, UnaryOperator<RpcHeaders> trace,
			Function<ObservedCall.Kind, @Nullable Watch> timers) {
		this.registry = registry;
		this.convention = convention;
		this.meters = meters;
		this.trace = trace;
		this.timers = timers;
	}

	/**
	 * Observes calls.
	 * @param registry where observations go
	 * @param convention names them
	 * @return the steps
	 */
	public static Observability using(ObservationRegistry registry, RpcObservationConvention convention) {
		return new Observability(registry, convention, null, UnaryOperator.identity(), (kind) -> null);
	}

	/**
	 * The names of OpenTelemetry's conventions.
	 * @return a convention
	 */
	public static RpcObservationConvention openTelemetry() {
		return OPEN_TELEMETRY;
	}

	/**
	 * Counts what observations do not tell: sizes, attempts, calls in flight,
	 * connections.
	 * @param registry where meters go
	 * @return steps that count as well
	 */
	public Observability withMeters(MeterRegistry registry) {
		return new Observability(this.registry, this.convention, registry, this.trace, this.timers);
	}

	/**
	 * Takes times without observations, at a fraction of their cost. The meters have the
	 * names and labels that observations would give them; there are no long task timers.
	 * For applications where nothing but meters listens to observations. Another
	 * convention than {@link #openTelemetry()} may name anything, so it keeps them.
	 * @param registry where the timers go
	 * @param predicates say what is not timed; asked once for each set of labels
	 * @param filters change labels; asked once for each set of labels
	 * @return steps that take times alone, if the convention allows it
	 */
	public Observability withTimersAlone(MeterRegistry registry, List<ObservationPredicate> predicates,
			List<ObservationFilter> filters) {
		return (this.convention != OPEN_TELEMETRY) ? this : new Observability(this.registry, this.convention,
				this.meters, this.trace, (kind) -> new CallTimers(kind, registry, predicates, filters));
	}

	/**
	 * Names the current trace in the log lines of handled calls.
	 * @param tracer knows the current span
	 * @return steps that know the trace
	 */
	public Observability withTracer(Tracer tracer) {
		return new Observability(this.registry, this.convention, this.meters, new CurrentTrace(tracer), this.timers);
	}

	/**
	 * The outermost step of the consumer's chain.
	 * @param application the application that is called
	 * @return an interceptor
	 */
	public RpcInterceptor outgoing(String application) {
		return new OutgoingStep(application, watch(ObservedCall.Kind.CALL), metersOf(application));
	}

	/**
	 * Observes every attempt, and sends the trace with it.
	 * @param application the application that is called
	 * @param transport carries the attempts
	 * @return the transport to use instead
	 */
	public Transport attempts(String application, Transport transport) {
		TargetMeters counted = metersOf(application);
		if (counted != null) {
			counted.connections(transport);
		}
		return new ObservedTransport(application, transport, watch(ObservedCall.Kind.ATTEMPT), counted);
	}

	private @Nullable TargetMeters metersOf(String application) {
		MeterRegistry known = this.meters;
		return (known != null) ? this.targets.computeIfAbsent(application, (name) -> new TargetMeters(name, known))
				: null;
	}

	/**
	 * The outermost step of the provider's chain.
	 * @return an interceptor
	 */
	public RpcInterceptor incoming() {
		return new IncomingStep(watch(ObservedCall.Kind.HANDLING),
				(this.meters != null) ? new HandlingMeters(this.meters) : null);
	}

	private Watch watch(ObservedCall.Kind kind) {
		Watch timer = this.timers.apply(kind);
		if (timer != null) {
			return timer;
		}
		return switch (kind) {
			case CALL -> new CallObservations(this.registry, this.convention);
			case ATTEMPT -> new AttemptObservations(this.registry, this.convention);
			case HANDLING -> new HandlingObservations(this.registry, this.convention, this.trace);
		};
	}

	/**
	 * Takes what a thread is doing along to the threads of an executor, so that what they
	 * call belongs to the same trace.
	 * @param threads the executor
	 * @return an executor of the same threads
	 */
	public Executor carrying(Executor threads) {
		return (task) -> {
			Observation current = this.registry.getCurrentObservation();
			threads.execute((current != null) ? () -> run(task, current) : task);
		};
	}

	private static void run(Runnable task, Observation current) {
		try (Observation.Scope scope = current.openScope()) {
			task.run();
		}
	}

	/**
	 * Logs events.
	 * @return events for the log
	 */
	public static RpcEvents log() {
		Executor threads = CallThreads.create("rpc-log-");
		return new EventLog(LogFactory.getLog(EventLog.class),
				(task) -> RpcTimer.later(TimeUnit.SECONDS.toNanos(LOG_SECONDS), () -> threads.execute(task)));
	}

	/**
	 * Shows how full a provider is.
	 * @param active the calls that run
	 * @param waiting the calls that wait for others to end
	 * @param limit the most calls that run at a time
	 * @param registry where the gauges go
	 */
	public static void admission(IntSupplier active, IntSupplier waiting, IntSupplier limit, MeterRegistry registry) {
		gauge("rpc.server.calls.active", "Calls of other processes that run.", active, registry);
		gauge("rpc.server.calls.waiting", "Calls that wait for others to end.", waiting, registry);
		gauge("rpc.server.calls.limit", "The most calls that run at a time.", limit, registry);
	}

	private static void gauge(String name, String description, IntSupplier value, MeterRegistry registry) {
		Gauge.builder(name, value::getAsInt).description(description).register(registry);
	}

	/** Takes back what would go on showing a state that is over. */
	@Override
	public void close() {
		this.targets.values().forEach(TargetMeters::close);
	}

	/**
	 * Counts events.
	 * @param registry where the counters go
	 * @return events that count
	 */
	public static RpcEvents counters(MeterRegistry registry) {
		return new EventCounters(registry);
	}

}
