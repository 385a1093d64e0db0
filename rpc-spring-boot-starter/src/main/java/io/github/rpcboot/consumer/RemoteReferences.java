package io.github.rpcboot.consumer;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.github.rpcboot.call.CallThreads;
import io.github.rpcboot.call.RemoteClient;
import io.github.rpcboot.consumer.InjectionPoints.Key;
import io.github.rpcboot.contract.ContractHints;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.RestMapping;
import io.github.rpcboot.contract.ServiceContract;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.util.ClassUtils;

/**
 * Makes clients of remote services in code: the programmatic form of
 * {@code @RemoteReference}. Clients are safe for use by many threads and are kept, so
 * asking twice returns the same one.
 *
 * @since 0.1.0
 */
public final class RemoteReferences {

	/** They would lend the rights of the caller to this application. */
	private static final Set<String> NEVER_PROPAGATED = Set.of("authorization", "cookie", "proxy-authorization");

	private final ContractParser parser;

	private final Targets targets;

	private final List<String> propagated;

	private final Executor asyncCalls;

	private final Map<Reference, Object> clients = new ConcurrentHashMap<>();

	/**
	 * Makes a registry.
	 * @param parser makes contracts
	 * @param targets knows where applications live
	 * @param propagated the names of the headers that a call passes on to the calls made
	 * for it; credentials and cookies never are
	 */
	public RemoteReferences(ContractParser parser, Targets targets, List<String> propagated) {
		this(parser, targets, propagated, CallThreads.create("rpc-async-"));
	}

	/**
	 * Makes a registry.
	 * @param parser makes contracts
	 * @param targets knows where applications live
	 * @param propagated the names of the headers that a call passes on to the calls made
	 * for it; credentials and cookies never are
	 * @param asyncCalls runs the calls of asynchronous methods
	 */
	public RemoteReferences(ContractParser parser, Targets targets, List<String> propagated, Executor asyncCalls) {
		this.asyncCalls = asyncCalls;
		this.parser = parser;
		this.targets = targets;
		this.propagated = propagated.stream()
			.map((header) -> header.toLowerCase(Locale.ROOT))
			.filter((header) -> !NEVER_PROPAGATED.contains(header))
			.toList();
	}

	/**
	 * Registers a bean definition for every {@code @RemoteReference} that a bean asks
	 * for. It makes no bean, and has no order, so that it runs behind registrars that
	 * have one.
	 * @return a post-processor of bean definitions, for a static {@code @Bean} method
	 */
	public static BeanDefinitionRegistryPostProcessor registrar() {
		return new RemoteReferenceRegistrar();
	}

	/**
	 * Registers references that an earlier run of the {@link #registrar()} has found. The
	 * code that Spring generates ahead of time calls it.
	 * @param beanFactory where to register
	 * @param references the name of the contract and what the reference says, for each
	 */
	public static void register(ConfigurableListableBeanFactory beanFactory, String[][] references) {
		Set<Key> keys = new LinkedHashSet<>();
		for (String[] reference : references) {
			Class<?> contract = ClassUtils.resolveClassName(reference[0], beanFactory.getBeanClassLoader());
			keys.add(new Key(contract, reference[1]));
		}
		ReferenceDefinitions.registerAll((BeanDefinitionRegistry) beanFactory, keys);
		RemoteReferenceRegistrar.registerWanted(beanFactory, keys);
	}

	/**
	 * Tells a native image what the client of a contract needs: its proxies, its methods
	 * and the types that travel. Contracts of {@code @RemoteReference} need no call,
	 * those that are only asked for {@linkplain #get in code} do.
	 * @param hints where to register
	 * @param contract the contract interface
	 */
	public static void registerHints(RuntimeHints hints, Class<?> contract) {
		hints.proxies().registerJdkProxy(contract, RemoteClient.class);
		ContractHints.register(hints.reflection(), contract);
		RestMapping mapping = RestMapping.of(contract);
		if (mapping != null) {
			switch (mapping.style()) {
				case REQUEST_MAPPING -> hints.proxies().registerJdkProxy(contract);
				case HTTP_EXCHANGE ->
					hints.proxies().registerJdkProxy(AopProxyUtils.completeJdkProxyInterfaces(contract));
			}
		}
	}

	/**
	 * The client of a service.
	 * @param contract the contract interface
	 * @param value the name of the providing application, a URL if it holds {@code ://},
	 * or the empty string for the only application that is configured
	 * @param <T> the contract
	 * @return a client
	 * @throws io.github.rpcboot.RpcConfigurationException if the interface is no contract
	 * or nothing says where the application lives
	 */
	public <T> T get(Class<T> contract, String value) {
		Reference reference = new Reference(contract, value);
		Object client = this.clients.get(reference);
		if (client == null) {
			// Made outside of the map: beans that it needs may ask for other references.
			Object made = create(reference);
			Object earlier = this.clients.putIfAbsent(reference, made);
			client = (earlier != null) ? earlier : made;
		}
		return contract.cast(client);
	}

	private Object create(Reference reference) {
		ServiceContract service = this.parser.parse(reference.contract);
		RemoteTarget target = this.targets.find(reference.value, reference.contract);
		Map<Method, MethodInvoker> invokers = new HashMap<>();
		for (MethodContract method : service.methods()) {
			MethodInvoker invoker = new MethodInvoker(method, target, this.propagated, this.asyncCalls);
			method.javaMethods().forEach((javaMethod) -> invokers.put(javaMethod, invoker));
		}
		return Proxy.newProxyInstance(reference.contract.getClassLoader(),
				new Class<?>[] { reference.contract, RemoteClient.class },
				new RemoteProxy(service, target.name(), invokers));
	}

	/**
	 * The references that clients have been made for.
	 * @return a snapshot
	 */
	public Collection<Reference> references() {
		return List.copyOf(this.clients.keySet());
	}

	/**
	 * A contract and the application that provides it.
	 *
	 * @param contract the contract interface
	 * @param value what the reference says: a name, a URL, or the empty string
	 * @since 0.1.0
	 */
	public record Reference(Class<?> contract, String value) {
	}

	/**
	 * Knows the providing applications.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface Targets {

		/**
		 * Finds an application.
		 * @param value what the reference says: a name, a URL, or the empty string
		 * @param contract the contract that the reference is for, for messages
		 * @return the application
		 * @throws io.github.rpcboot.RpcConfigurationException if nothing says where it
		 * lives
		 */
		RemoteTarget find(String value, Class<?> contract);

	}

	/**
	 * The references that the beans of a context ask for, whether a client is made for
	 * them or a test replaces it. A bean of this type is registered by the
	 * {@link #registrar()}.
	 *
	 * @param references the references, placeholders unresolved
	 * @since 0.1.0
	 */
	public record Wanted(Set<Reference> references) {
	}

}
