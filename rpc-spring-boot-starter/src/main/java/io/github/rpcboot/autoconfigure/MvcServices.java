package io.github.rpcboot.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.autoconfigure.MvcMethods.MvcMethod;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.provider.MappedServices;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Exposes mapped contracts through the application's own Spring MVC: its mapping finds
 * their methods and its adapter invokes them, with all that the application has
 * configured. A controller has its mapping already.
 */
final class MvcServices implements MappedServices {

	private static final String MAPPING = "requestMappingHandlerMapping";

	private static final String ADAPTER = "requestMappingHandlerAdapter";

	private final ConfigurableListableBeanFactory beanFactory;

	private final MvcMethods methods;

	private final String basePath;

	private @Nullable MvcMappings mappings;

	MvcServices(ConfigurableListableBeanFactory beanFactory, MvcMethods methods, String basePath) {
		this.beanFactory = beanFactory;
		this.methods = methods;
		this.basePath = basePath;
	}

	@Override
	public Map<MethodContract, String> expose(ServiceContract contract, String beanName, Class<?> targetType) {
		RequestMappingHandlerMapping mapping = bean(MAPPING, RequestMappingHandlerMapping.class, contract);
		MvcMappings mappings = prepare(mapping, contract);
		boolean controller = AnnotatedElementUtils.hasAnnotation(targetType, Controller.class);
		Map<MethodContract, String> found = new HashMap<>();
		for (MethodContract method : contract.methods()) {
			if (!controller) {
				RequestMappingInfo info = mappings.read(method.javaMethod(), contract.type(), targetType);
				requireOutside(info, method);
				register(mapping, info, beanName, invocable(method, beanName, targetType));
			}
			found.put(method, guard(mapping, method, beanName, targetType, controller));
		}
		return found;
	}

	private void requireOutside(RequestMappingInfo info, MethodContract method) {
		if (info.getPatternValues().stream().anyMatch((path) -> path.startsWith(this.basePath + "/"))) {
			throw new RpcConfigurationException(
					method + " is mapped to " + info.getPatternValues() + ", and what begins with '" + this.basePath
							+ "/' is taken by contracts without a mapping.",
					"Give it another path, or set 'rpc.provider.base-path'.");
		}
	}

	/**
	 * What is made later may be a proxy of its interfaces only; a method of a class that
	 * does not implement the contract knows nothing of its annotations.
	 */
	private Method invocable(MethodContract method, String beanName, Class<?> targetType) {
		Class<?> type = this.beanFactory.getType(beanName);
		boolean known = type != null && this.beanFactory.containsSingleton(beanName) && !Proxy.isProxyClass(type);
		Method specific = BridgeMethodResolver.getMostSpecificMethod(method.javaMethod(), targetType);
		boolean implemented = method.javaMethod().getDeclaringClass().isAssignableFrom(specific.getDeclaringClass());
		return (known && implemented) ? specific : method.javaMethod();
	}

	/**
	 * Takes the handler as the mapping knows it: with another one, requests would pass
	 * without a chain.
	 */
	private String guard(RequestMappingHandlerMapping mapping, MethodContract method, String beanName,
			Class<?> targetType, boolean controller) {
		Method specific = BridgeMethodResolver.getMostSpecificMethod(method.javaMethod(), targetType);
		Map<RequestMappingInfo, HandlerMethod> found = new HashMap<>(mapping.getHandlerMethods());
		found.values()
			.removeIf((handler) -> !handler.getBean().equals(beanName)
					|| !BridgeMethodResolver.getMostSpecificMethod(handler.getMethod(), targetType).equals(specific));
		if (found.isEmpty()) {
			throw new RpcConfigurationException("The controller '" + beanName
					+ "' has @RemoteService, and Spring MVC has not mapped its method '" + specific.getName() + "'.",
					"Map it as the contract says, or take @Controller away.");
		}
		found.values().forEach((handler) -> this.methods.add(handler, new MvcMethod(method, controller)));
		return found.keySet().stream().map(MvcServices::describe).sorted().collect(Collectors.joining(", "));
	}

	private static String describe(RequestMappingInfo info) {
		String verbs = info.getMethodsCondition()
			.getMethods()
			.stream()
			.map(Enum::name)
			.sorted()
			.collect(Collectors.joining("|"));
		String paths = info.getPatternValues().stream().sorted().collect(Collectors.joining("|"));
		return verbs.isEmpty() ? paths : verbs + " " + paths;
	}

	private static void register(RequestMappingHandlerMapping mapping, RequestMappingInfo info, String beanName,
			Method method) {
		try {
			mapping.registerMapping(info, beanName, method);
		}
		catch (IllegalStateException ex) {
			HandlerMethod existing = mapping.getHandlerMethods().get(info);
			throw new RpcConfigurationException(
					"The bean '" + beanName + "' has @RemoteService, and its mapping " + info + " is taken"
							+ ((existing != null) ? " by " + existing : "") + ".",
					"Take one of the two mappings away, or give one another path.");
		}
	}

	/** The adapter learns once what results of contracts are. */
	private MvcMappings prepare(RequestMappingHandlerMapping mapping, ServiceContract contract) {
		if (this.mappings == null) {
			this.mappings = new MvcMappings(mapping, this.beanFactory);
			RequestMappingHandlerAdapter adapter = bean(ADAPTER, RequestMappingHandlerAdapter.class, contract);
			List<HandlerMethodReturnValueHandler> handlers = List.copyOf(adapter.getReturnValueHandlers());
			List<HandlerMethodReturnValueHandler> all = new ArrayList<>();
			all.add(new MvcResults(this.methods, handlers));
			all.addAll(handlers);
			adapter.setReturnValueHandlers(all);
		}
		return this.mappings;
	}

	private <T> T bean(String name, Class<T> type, ServiceContract contract) {
		if (!this.beanFactory.containsBean(name)) {
			throw new RpcConfigurationException(
					"The contract '" + contract.type().getSimpleName()
							+ "' is mapped to REST, and this application has no bean '" + name + "' of Spring MVC.",
					"Let Spring Boot configure Spring MVC, or use @EnableWebMvc.");
		}
		return this.beanFactory.getBean(name, type);
	}

}
