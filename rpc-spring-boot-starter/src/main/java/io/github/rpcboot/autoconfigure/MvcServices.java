package io.github.rpcboot.autoconfigure;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.autoconfigure.MvcMethods.MvcMethod;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.protocol.http.MappedCalls;
import io.github.rpcboot.provider.MappedServices;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
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

	private final MappedCalls calls;

	private @Nullable MvcMappings mappings;

	MvcServices(ConfigurableListableBeanFactory beanFactory, MvcMethods methods, MappedCalls calls) {
		this.beanFactory = beanFactory;
		this.methods = methods;
		this.calls = calls;
	}

	@Override
	public Map<MethodContract, String> expose(ServiceContract contract, String beanName, Class<?> targetType) {
		RequestMappingHandlerMapping mapping = bean(MAPPING, RequestMappingHandlerMapping.class, contract);
		MvcMappings mappings = prepare(mapping, contract);
		boolean controller = AnnotatedElementUtils.hasAnnotation(targetType, Controller.class);
		Map<MethodContract, String> found = new HashMap<>();
		for (MethodContract method : contract.methods()) {
			HandlerMethod handler = handler(method, beanName, targetType);
			this.methods.add(handler, new MvcMethod(method, controller));
			RequestMappingInfo info = controller ? info(mapping, handler)
					: mappings.read(method.javaMethod(), contract.type(), targetType);
			if (!controller) {
				register(mapping, info, beanName, handler.getMethod());
			}
			found.put(method, describe(info));
		}
		return found;
	}

	private HandlerMethod handler(MethodContract method, String beanName, Class<?> targetType) {
		Method javaMethod = BridgeMethodResolver.getMostSpecificMethod(method.javaMethod(), targetType);
		return new HandlerMethod(beanName, this.beanFactory,
				AopUtils.selectInvocableMethod(javaMethod, type(beanName, targetType)));
	}

	/** A controller's own. */
	private static RequestMappingInfo info(RequestMappingHandlerMapping mapping, HandlerMethod handler) {
		return mapping.getHandlerMethods()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().equals(handler))
			.map(Map.Entry::getKey)
			.findFirst()
			.orElseThrow(() -> new RpcConfigurationException(
					"The controller " + handler + " has @RemoteService, and Spring MVC has not mapped this method.",
					"Map it as the contract says, or take @Controller away."));
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

	private Class<?> type(String beanName, Class<?> targetType) {
		Class<?> type = this.beanFactory.getType(beanName);
		return ClassUtils.getUserClass((type != null) ? type : targetType);
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
			all.add(new MvcResults(this.methods, this.calls, handlers));
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
