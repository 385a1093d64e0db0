package io.github.rpcboot.consumer;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.rpcboot.consumer.InjectionPoints.Key;
import io.github.rpcboot.consumer.RemoteReferences.Reference;
import io.github.rpcboot.consumer.RemoteReferences.Wanted;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Registers a bean definition for every reference that a bean asks for. Has no order, so
 * that it runs behind registrars that have one, and makes no bean; it reads bean classes
 * and factory methods.
 */
final class RemoteReferenceRegistrar implements BeanDefinitionRegistryPostProcessor {

	/** Libraries whose classes cannot know our annotation, left out to start faster. */
	private static final List<String> FOREIGN = List.of("org.springframework.", "java.", "jakarta.", "tools.jackson.",
			"io.micrometer.");

	/** Where applications live that show how Spring is used. */
	private static final String SAMPLES = "org.springframework.samples.";

	private static final String WANTED = "rpcWantedReferences";

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (!(registry instanceof ConfigurableListableBeanFactory beanFactory)) {
			return;
		}
		InjectionPoints points = new InjectionPoints();
		for (String name : registry.getBeanDefinitionNames()) {
			collect(name, beanFactory.getMergedBeanDefinition(name), beanFactory, points);
		}
		ReferenceDefinitions.registerAll(registry, points.found().keySet());
		registerWanted(beanFactory, points.found().keySet());
	}

	static void registerWanted(ConfigurableListableBeanFactory beanFactory, Collection<Key> keys) {
		Set<Reference> wanted = keys.stream()
			.map((key) -> new Reference(key.contract(), key.value()))
			.collect(Collectors.toSet());
		beanFactory.registerSingleton(WANTED, new Wanted(wanted));
	}

	static Set<Reference> wanted(ConfigurableListableBeanFactory beanFactory) {
		return (beanFactory.getSingleton(WANTED) instanceof Wanted wanted) ? wanted.references() : Set.of();
	}

	private static void collect(String name, BeanDefinition definition, ConfigurableListableBeanFactory beanFactory,
			InjectionPoints points) {
		Class<?> type = beanClass(definition, beanFactory);
		if (definition.getFactoryMethodName() != null) {
			collectFactoryMethod(definition, type, beanFactory, points);
		}
		else if (type != null) {
			Class<?> userClass = ClassUtils.getUserClass(type);
			points.addFieldsAndMethods(userClass);
			if (!(definition instanceof AbstractBeanDefinition own && own.getInstanceSupplier() != null)) {
				points.addConstructors(userClass);
			}
		}
	}

	private static void collectFactoryMethod(BeanDefinition definition, @Nullable Class<?> type,
			ConfigurableListableBeanFactory beanFactory, InjectionPoints points) {
		String factoryName = definition.getFactoryBeanName();
		Class<?> factory = (factoryName == null) ? type
				: beanClass(beanFactory.getMergedBeanDefinition(factoryName), beanFactory);
		if (factory == null) {
			return;
		}
		for (Method method : ReflectionUtils.getUniqueDeclaredMethods(ClassUtils.getUserClass(factory))) {
			if (method.getName().equals(definition.getFactoryMethodName())) {
				points.addFactoryMethod(method);
				if (!isForeign(method.getReturnType().getName())) {
					points.addFieldsAndMethods(method.getReturnType());
				}
			}
		}
	}

	private static @Nullable Class<?> beanClass(BeanDefinition definition,
			ConfigurableListableBeanFactory beanFactory) {
		String className = definition.getBeanClassName();
		if (className == null || isForeign(className)) {
			return null;
		}
		if (definition instanceof AbstractBeanDefinition own && own.hasBeanClass()) {
			return own.getBeanClass();
		}
		try {
			return ClassUtils.forName(className, beanFactory.getBeanClassLoader());
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

	private static boolean isForeign(String className) {
		return FOREIGN.stream().anyMatch(className::startsWith) && !className.startsWith(SAMPLES);
	}

}
