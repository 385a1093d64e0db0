package io.github.rpcboot.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.call.RemoteClient;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.ServiceContract;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Registers every bean of {@link RemoteService} once all singletons are there. Lazy beans
 * are registered by their type and made at their first call.
 */
final class RemoteServiceScanner implements SmartInitializingSingleton {

	private static final List<String> PLATFORM = List.of("java.", "javax.", "jakarta.", "org.springframework.");

	private final ConfigurableListableBeanFactory beanFactory;

	private final ContractParser parser;

	private final Supplier<@Nullable RemoteServices> services;

	private final Supplier<@Nullable MappedServices> mapped;

	RemoteServiceScanner(ConfigurableListableBeanFactory beanFactory, ContractParser parser,
			Supplier<@Nullable RemoteServices> services, Supplier<@Nullable MappedServices> mapped) {
		this.beanFactory = beanFactory;
		this.parser = parser;
		this.services = services;
		this.mapped = mapped;
	}

	@Override
	public void afterSingletonsInstantiated() {
		RemoteServices services = this.services.get();
		if (services == null) {
			return;
		}
		for (String beanName : this.beanFactory.getBeanNamesForAnnotation(RemoteService.class)) {
			if (!ScopedProxyUtils.isScopedTarget(beanName)) {
				register(services, beanName);
			}
		}
	}

	private void register(RemoteServices services, String beanName) {
		requireSingleton(beanName);
		Class<?> targetType = targetType(beanName);
		RemoteService annotation = this.beanFactory.findAnnotationOnBean(beanName, RemoteService.class);
		Class<?> declared = (annotation != null) ? annotation.contract() : void.class;
		Class<?> contract = (declared != void.class) ? checked(declared, beanName, targetType)
				: onlyContract(beanName, targetType);
		ServiceContract service = this.parser.parse(contract);
		if (service.isRestMapped()) {
			services.register(service, beanName, targetType, mapping(service, beanName));
		}
		else {
			services.register(service, beanName, targetType, supplier(beanName));
		}
	}

	private MappedServices mapping(ServiceContract service, String beanName) {
		MappedServices mapped = this.mapped.get();
		if (mapped == null) {
			throw new RpcConfigurationException(
					"The bean '" + beanName + "' has @RemoteService, and its contract '"
							+ service.type().getSimpleName() + "' is mapped to REST, which takes Spring MVC.",
					"Make this a servlet web application with Spring MVC, or take the mapping off the contract.");
		}
		return mapped;
	}

	private Supplier<Object> supplier(String beanName) {
		if (this.beanFactory.containsSingleton(beanName)) {
			Object bean = this.beanFactory.getBean(beanName);
			return () -> bean;
		}
		return () -> this.beanFactory.getBean(beanName);
	}

	private void requireSingleton(String beanName) {
		if (!this.beanFactory.containsBeanDefinition(beanName)) {
			return;
		}
		BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(beanName);
		if (!definition.isSingleton() && definition.isPrototype()) {
			throw new RpcConfigurationException(
					"The bean '" + beanName + "' has @RemoteService and is a prototype, so every call would make one.",
					"Make it a singleton.");
		}
	}

	private Class<?> targetType(String beanName) {
		Class<?> type = this.beanFactory.containsSingleton(beanName)
				? AopUtils.getTargetClass(this.beanFactory.getBean(beanName))
				: AutoProxyUtils.determineTargetClass(this.beanFactory, beanName);
		if (type == null || RemoteClient.class.isAssignableFrom(type)) {
			throw new RpcConfigurationException(
					"The bean '" + beanName + "' has @RemoteService and is itself a client of a remote service.",
					"Expose an implementation that calls it instead.");
		}
		return ClassUtils.getUserClass(type);
	}

	private static Class<?> checked(Class<?> contract, String beanName, Class<?> targetType) {
		if (!contract.isAssignableFrom(targetType)) {
			throw new RpcConfigurationException(
					"The bean '" + beanName + "' (" + targetType.getName() + ") has @RemoteService(contract = "
							+ contract.getSimpleName() + ".class) and does not implement that interface.",
					"Let it implement " + contract.getName() + ", or name another contract.");
		}
		return contract;
	}

	/** The contract, as far as a type tells that may be a part of the bean's only. */
	static @Nullable Class<?> knownContract(RemoteService annotation, Class<?> type) {
		List<Class<?>> candidates = (annotation.contract() != void.class) ? List.of(annotation.contract())
				: candidates(type);
		return (candidates.size() == 1) ? candidates.get(0) : null;
	}

	private static Class<?> onlyContract(String beanName, Class<?> targetType) {
		List<Class<?>> candidates = candidates(targetType);
		if (candidates.size() == 1) {
			return candidates.get(0);
		}
		String bean = "The bean '" + beanName + "' (" + targetType.getName() + ") has @RemoteService and ";
		if (candidates.isEmpty()) {
			throw new RpcConfigurationException(bean + "implements no interface that could be its contract.",
					"Let it implement the contract: an interface of your own with the methods to expose.");
		}
		throw new RpcConfigurationException(
				bean + "implements several interfaces: " + candidates.stream().map(Class::getName).sorted().toList()
						+ ".",
				"Say which one is the contract, for example @RemoteService(contract = "
						+ candidates.get(0).getSimpleName() + ".class).");
	}

	private static List<Class<?>> candidates(Class<?> targetType) {
		Set<Class<?>> all = ClassUtils.getAllInterfacesForClassAsSet(targetType);
		List<Class<?>> candidates = new ArrayList<>(
				all.stream().filter((type) -> PLATFORM.stream().noneMatch(type.getName()::startsWith)).toList());
		candidates.removeIf((type) -> all.stream().anyMatch((other) -> other != type && type.isAssignableFrom(other)));
		return candidates;
	}

}
