package io.github.rpcboot.resilience;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

import io.github.rpcboot.call.CallThreads;
import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.contract.MethodContract;

/**
 * The door of this room: what makes the calls of one application survive. A step that
 * keeps a state, such as a budget, is made once per application.
 *
 * @since 0.1.0
 */
public final class Resilience {

	private static final IntUnaryOperator RANDOM = (bound) -> ThreadLocalRandom.current().nextInt(bound);

	private final String application;

	private final EndpointSource source;

	private final RpcEvents events;

	private Resilience(String application, EndpointSource source, RpcEvents events) {
		this.application = application;
		this.source = source;
		this.events = events;
	}

	/**
	 * Makes the mechanisms of one application.
	 * @param application its name, for messages
	 * @param source knows its instances
	 * @param events is told what the mechanisms do
	 * @return the mechanisms
	 */
	public static Resilience of(String application, EndpointSource source, RpcEvents events) {
		return new Resilience(application, source, events);
	}

	/**
	 * Chooses instances: passes over those that cannot be reached, do not answer, fail or
	 * are about to stop, as long as there are others.
	 * @param settings how to choose
	 * @return a picker
	 */
	public EndpointPicker picker(PickerSettings settings) {
		SlowStart slowStart = new SlowStart(settings.slowStart().toNanos(), RANDOM);
		Choice choice = settings.roundRobin() ? new RoundRobin(slowStart) : new TwoChoices(RANDOM, slowStart);
		return new Instances(this.application, choice, settings.ejection(), System::nanoTime, RANDOM, this.events);
	}

	/**
	 * Bounds the calls in flight.
	 * @param most how many
	 * @param origin the configuration key that says so
	 * @return a step of the consumer's chain
	 */
	public RpcInterceptor limit(int most, String origin) {
		return new ClientLimit(this.application, most, origin, this.events);
	}

	/**
	 * Repeats what may be repeated.
	 * @param maxAttempts the most attempts of a method, the first included
	 * @param ratio the repeats per call that are allowed on average, 0 for none
	 * @return a step of the consumer's chain
	 */
	public RpcInterceptor retries(ToIntFunction<MethodContract> maxAttempts, double ratio) {
		return new Retries(this.application, this.source, maxAttempts, new RetryBudget(ratio, System::nanoTime),
				new Backoff(RANDOM), Pause.REAL, System::nanoTime, this.events);
	}

	/**
	 * Sends slow attempts of methods that may run twice a second time.
	 * @param hedged which methods are hedged
	 * @return a step of the consumer's chain, behind the one that repeats
	 */
	public RpcInterceptor hedge(Predicate<MethodContract> hedged) {
		return new Hedge(this.application, hedged, System::nanoTime, CallThreads.create("rpc-hedge-"), this.events);
	}

}
