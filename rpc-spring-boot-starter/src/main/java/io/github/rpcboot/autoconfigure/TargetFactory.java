package io.github.rpcboot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.rpcboot.autoconfigure.RpcProperties.Choice;
import io.github.rpcboot.autoconfigure.RpcProperties.Consumer;
import io.github.rpcboot.autoconfigure.RpcProperties.Target;
import io.github.rpcboot.autoconfigure.RpcSettings.Application;
import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.consumer.RemoteTarget;
import io.github.rpcboot.resilience.PickerSettings;
import io.github.rpcboot.resilience.Resilience;
import io.github.rpcboot.security.SecuritySteps;
import org.jspecify.annotations.Nullable;

/** Puts together what a call of one application runs through. */
final class TargetFactory {

	private final RpcSettings settings;

	private final Transports transports;

	private final List<? extends RpcInterceptor> users;

	private final Fallbacks fallbacks;

	private final @Nullable Instrumentation instrumentation;

	private final RpcEvents events;

	TargetFactory(RpcSettings settings, Transports transports, List<? extends RpcInterceptor> users,
			Fallbacks fallbacks, @Nullable Instrumentation instrumentation, RpcEvents events) {
		this.settings = settings;
		this.transports = transports;
		this.users = users;
		this.fallbacks = fallbacks;
		this.instrumentation = instrumentation;
		this.events = events;
	}

	/** The consumer's chain: outermost first, a line per step. */
	private List<RpcInterceptor> consumerInterceptors(Application application, Resilience resilience,
			MethodSettings methods) {
		Target target = application.target();
		List<RpcInterceptor> chain = new ArrayList<>();
		if (this.instrumentation != null) {
			chain.add(this.instrumentation.outgoing(application.name()));
		}
		chain.addAll(this.users);
		if (target != null && target.token() != null) {
			chain.add(SecuritySteps.sendToken(target.token()));
		}
		chain.add(limit(application, resilience));
		chain.add(resilience.retries((method) -> methods.of(method).maxAttempts(), retryBudget(target)));
		if (methods.hedges()) {
			chain.add(resilience.hedge((method) -> methods.of(method).hedge()));
		}
		return chain;
	}

	Known create(Application application, EndpointSource source, String scheme) {
		String name = application.name();
		Transport transport = this.transports.create(scheme, name, application.target());
		source.endpoints().forEach((endpoint) -> Transports.checkPath(name, endpoint));
		Transport observed = (this.instrumentation != null) ? this.instrumentation.attempts(name, transport)
				: transport;
		Resilience resilience = Resilience.of(name, source, this.events);
		EndpointPicker picker = resilience.picker(picking(application.target()));
		MethodSettings methods = new MethodSettings(application, this.settings.properties().consumer(), this.fallbacks);
		RpcHandler attempt = RemoteTarget.attempt(name, source, picker, observed);
		RpcHandler chain = RpcHandler.chain(consumerInterceptors(application, resilience, methods), attempt);
		RemoteTarget target = new RemoteTarget(name, chain, (method) -> {
			// Asked once per method, at the start, which is when a mistake is to be told.
			transport.prepare(method);
			return methods.of(method);
		}, transport.codec());
		return new Known(source, transport, target, methods, ConcurrentHashMap.newKeySet());
	}

	private RpcInterceptor limit(Application application, Resilience resilience) {
		Target target = application.target();
		return (target != null && target.maxInFlight() != null)
				? resilience.limit(target.maxInFlight(),
						"rpc.consumer.targets." + application.name() + ".max-in-flight")
				: resilience.limit(consumer().maxInFlight(), "rpc.consumer.max-in-flight");
	}

	private double retryBudget(@Nullable Target target) {
		return (target != null && target.retryBudget() != null) ? target.retryBudget() : consumer().retryBudget();
	}

	private PickerSettings picking(@Nullable Target target) {
		Consumer usual = consumer();
		Choice choice = (target != null && target.choice() != null) ? target.choice() : usual.choice();
		return new PickerSettings(choice == Choice.ROUND_ROBIN,
				(target != null && target.slowStart() != null) ? target.slowStart() : usual.slowStart(),
				(target != null && target.ejection() != null) ? target.ejection() : usual.ejection());
	}

	private Consumer consumer() {
		return this.settings.properties().consumer();
	}

	/**
	 * An application that is called.
	 *
	 * @param source knows its instances
	 * @param transport carries its calls
	 * @param target what its callers see
	 * @param methods what the configuration says of its methods
	 * @param contracts the interfaces that are called, by their names
	 */
	record Known(EndpointSource source, Transport transport, RemoteTarget target, MethodSettings methods,
			Set<String> contracts) {
	}

}
