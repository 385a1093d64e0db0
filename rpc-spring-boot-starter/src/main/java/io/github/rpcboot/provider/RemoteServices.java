package io.github.rpcboot.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.CallThreads;
import io.github.rpcboot.call.FailureMapper;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The services that this application provides. Every incoming call, of whatever protocol,
 * comes through here: {@link #find} first, {@link #handle} then.
 *
 * @since 0.1.0
 */
public final class RemoteServices implements RpcServices {

	private final List<RpcInterceptor> interceptors;

	private final HandlerFailures failures;

	private final @Nullable ArgumentValidator validator;

	private volatile Map<String, Service> services = Map.of();

	private final RpcHandler unknown;

	private final @Nullable AdmissionStep admission;

	private final Executor streamThreads = CallThreads.create("rpc-stream-");

	private final Duration streamIdle;

	private RemoteServices(List<RpcInterceptor> interceptors, List<FailureMapper> mappers,
			@Nullable ArgumentValidator validator, Duration streamIdle) {
		this.streamIdle = streamIdle;
		this.interceptors = List.copyOf(interceptors);
		this.failures = new HandlerFailures(mappers);
		this.validator = validator;
		this.unknown = RpcHandler.chain(this.interceptors, RemoteServices::refuse);
		this.admission = this.interceptors.stream()
			.filter(AdmissionStep.class::isInstance)
			.map(AdmissionStep.class::cast)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Makes a registry.
	 * @param interceptors the provider's chain, outermost first
	 * @param mappers know exceptions of libraries
	 * @param validator checks arguments, {@code null} to check none
	 * @return an empty registry
	 */
	public static RemoteServices create(List<RpcInterceptor> interceptors, List<FailureMapper> mappers,
			@Nullable ArgumentValidator validator) {
		return create(interceptors, mappers, validator, RpcStreams.IDLE);
	}

	/**
	 * Makes a registry.
	 * @param interceptors the provider's chain, outermost first
	 * @param mappers know exceptions of libraries
	 * @param validator checks arguments, {@code null} to check none
	 * @param streamIdle the longest time that the next element of a bean's stream is
	 * waited for
	 * @return an empty registry
	 */
	public static RemoteServices create(List<RpcInterceptor> interceptors, List<FailureMapper> mappers,
			@Nullable ArgumentValidator validator, Duration streamIdle) {
		return new RemoteServices(interceptors, mappers, validator, streamIdle);
	}

	/**
	 * Registers every bean of {@code @RemoteService} once all singletons are there.
	 * @param beanFactory where to look
	 * @param parser makes contracts
	 * @param services where to register; supplies {@code null} if the application handles
	 * calls in its own way
	 * @param mapped maps contracts that carry REST mappings; supplies {@code null} if
	 * nothing here can
	 * @return a bean that does so when the context starts
	 */
	public static SmartInitializingSingleton scanner(ConfigurableListableBeanFactory beanFactory, ContractParser parser,
			Supplier<@Nullable RemoteServices> services, Supplier<@Nullable MappedServices> mapped) {
		return new RemoteServiceScanner(beanFactory, parser, services, mapped);
	}

	/**
	 * The step of the chain that refuses methods that do not exist. What stands behind it
	 * sees declared methods only.
	 * @return an interceptor
	 */
	public static RpcInterceptor refuseUnknown() {
		return (call, next) -> call.method().isKnown() ? next.handle(call) : refuse(call);
	}

	/**
	 * The step of the chain that keeps the deadline and binds the context of the call to
	 * the thread that handles it.
	 * @return an interceptor
	 */
	public static RpcInterceptor keepDeadline() {
		return new DeadlineStep();
	}

	/**
	 * The step of the chain that bounds how many calls run at a time. Calls beyond wait
	 * for a short time, and are refused then.
	 * @param settings the limits
	 * @param events is told of every refusal
	 * @return an interceptor
	 */
	public static RpcInterceptor admit(Admission settings, RpcEvents events) {
		return new AdmissionStep(settings, events, System::nanoTime);
	}

	private static RpcReply refuse(RpcCall call) {
		return RpcReply.failure(RpcFailure.answered(RpcStatus.UNIMPLEMENTED,
				"There is no method '" + call.method() + "' here. Check the names; they are case-sensitive."));
	}

	/**
	 * Exposes a bean.
	 * @param contract what to expose of it
	 * @param beanName its name, for messages
	 * @param targetType the type behind its proxies
	 * @param bean supplies the bean, asked for at every call
	 * @throws RpcConfigurationException if the service has been registered already
	 */
	public synchronized void register(ServiceContract contract, String beanName, Class<?> targetType,
			Supplier<Object> bean) {
		requireFree(contract, beanName);
		Map<MethodContract, RpcHandler> handlers = new HashMap<>();
		for (MethodContract method : contract.methods()) {
			RpcHandler last = method.hasStreams() ? new StreamMethod(method, targetType, bean, this.validator,
					this.failures, this.streamThreads, this.streamIdle)
					: new BeanMethod(method, targetType, bean, this.validator, this.failures);
			handlers.put(method, guarded(RpcHandler.chain(this.interceptors, last)));
		}
		add(new Service(contract, beanName, handlers, Map.of()));
	}

	/**
	 * Registers a service that is mapped to REST: another framework finds and invokes its
	 * methods, and passes calls through {@link #handle(RpcCall, RpcHandler)}.
	 * @param contract what is exposed
	 * @param beanName the name of the bean, for messages
	 * @param targetType the type behind its proxies
	 * @param mapped the framework
	 * @throws RpcConfigurationException if the service has been registered already
	 */
	synchronized void register(ServiceContract contract, String beanName, Class<?> targetType, MappedServices mapped) {
		requireFree(contract, beanName);
		add(new Service(contract, beanName, Map.of(), mapped.expose(contract, beanName, targetType)));
	}

	private void requireFree(ServiceContract contract, String beanName) {
		Service existing = this.services.get(contract.name());
		if (existing != null) {
			throw new RpcConfigurationException(
					"The beans '" + existing.beanName + "' and '" + beanName + "' both provide the service '"
							+ contract.name() + "'.",
					"Remove @RemoteService from one of them, or give one contract another name with @RemoteContract.");
		}
	}

	private void add(Service service) {
		Map<String, Service> copy = new TreeMap<>(this.services);
		copy.put(service.contract.name(), service);
		this.services = copy;
	}

	private RpcHandler guarded(RpcHandler chain) {
		return (call) -> {
			try {
				return chain.handle(call);
			}
			catch (RuntimeException | Error ex) {
				return RpcReply.failure(this.failures.of(call, ex));
			}
		};
	}

	/**
	 * The contracts that are exposed, sorted by name.
	 * @return an immutable snapshot
	 */
	public Collection<ServiceContract> contracts() {
		List<ServiceContract> contracts = new ArrayList<>();
		this.services.values().forEach((service) -> contracts.add(service.contract));
		return List.copyOf(contracts);
	}

	/**
	 * The name of the bean that provides a service.
	 * @param service the wire name
	 * @return the bean's name, or {@code null} if there is no such service
	 */
	public @Nullable String beanName(String service) {
		Service found = this.services.get(service);
		return (found != null) ? found.beanName : null;
	}

	/**
	 * Where a method of a contract that is mapped to REST is found.
	 * @param method a method of one of the {@link #contracts()}
	 * @return verb and path, for people; {@code null} if the contract is not mapped
	 */
	public @Nullable String mapping(MethodContract method) {
		Service found = this.services.get(method.service());
		return (found != null) ? found.mappings.get(method) : null;
	}

	@Override
	public MethodContract find(String service, String method) {
		Service found = this.services.get(service);
		MethodContract contract = (found != null && !found.contract.isRestMapped()) ? found.contract.method(method)
				: null;
		return (contract != null) ? contract : MethodContract.unknown(service, method);
	}

	@Override
	public RpcReply handle(RpcCall call) {
		Service service = this.services.get(call.method().service());
		RpcHandler handler = (service != null) ? service.handlers.get(call.method()) : null;
		if (handler != null) {
			return handler.handle(call);
		}
		try {
			return this.unknown.handle(call);
		}
		catch (RuntimeException | Error ex) {
			return RpcReply.failure(this.failures.of(call, ex));
		}
	}

	/** Linked for each call, since each has an end of its own: eight small objects. */
	@Override
	public RpcReply handle(RpcCall call, RpcHandler end) {
		RpcHandler last = (incoming) -> {
			try {
				return end.handle(incoming);
			}
			catch (RuntimeException | Error ex) {
				return RpcReply.failure(this.failures.of(incoming, ex).withThrown(ex));
			}
		};
		return guarded(RpcHandler.chain(this.interceptors, last)).handle(call);
	}

	/**
	 * The calls of other processes that run, those with a future that has not completed
	 * included.
	 * @return their number, 0 without {@link #admit}
	 */
	public int inFlight() {
		return (this.admission != null) ? this.admission.inFlight() : 0;
	}

	/**
	 * The calls of other processes that wait for others to end.
	 * @return their number, 0 without {@link #admit}
	 */
	public int waiting() {
		return (this.admission != null) ? this.admission.waiting() : 0;
	}

	/**
	 * The most calls of other processes that run at a time, which changes if it is found
	 * by measuring.
	 * @return the limit, {@link Integer#MAX_VALUE} without {@link #admit}
	 */
	public int maxInFlight() {
		return (this.admission != null) ? this.admission.limit() : Integer.MAX_VALUE;
	}

	/**
	 * How many calls may run at a time.
	 *
	 * @param maxInFlight the most calls of all services
	 * @param maxWait the longest time that a call waits for others to end
	 * @param adaptive whether to find a lower limit by measuring how long calls take
	 * @param serviceLimits the most calls of a service by its wire name, 0 for as many as
	 * there may be of all
	 * @since 0.1.0
	 */
	public record Admission(int maxInFlight, Duration maxWait, boolean adaptive, ToIntFunction<String> serviceLimits) {
	}

	private record Service(ServiceContract contract, String beanName, Map<MethodContract, RpcHandler> handlers,
			Map<MethodContract, String> mappings) {
	}

}
