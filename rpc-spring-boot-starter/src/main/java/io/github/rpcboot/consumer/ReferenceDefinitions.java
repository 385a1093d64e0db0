package io.github.rpcboot.consumer;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.consumer.InjectionPoints.Key;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;

/**
 * The bean definition of a reference. It answers injection points that name the same
 * application, and never a plain one.
 */
final class ReferenceDefinitions {

	private static final String PREFIX = "rpcReference:";

	/** Holds the key of a reference. */
	private static final String KEY = ReferenceDefinitions.class.getName() + ".key";

	private ReferenceDefinitions() {
	}

	static void registerAll(BeanDefinitionRegistry registry, Collection<Key> references) {
		for (Key key : references) {
			String name = PREFIX + withoutCredentials(key.value()) + ":" + key.contract().getName();
			if (!registry.containsBeanDefinition(name)) {
				RootBeanDefinition definition = definition(key.contract(), key.value());
				definition.setFallback(references.stream().anyMatch((other) -> isParent(other, key)));
				registry.registerBeanDefinition(name, definition);
			}
		}
	}

	/**
	 * A client of a contract is one of its parents as well, and must not compete there.
	 */
	private static boolean isParent(Key parent, Key child) {
		return parent.contract() != child.contract() && parent.value().equals(child.value())
				&& parent.contract().isAssignableFrom(child.contract());
	}

	/** Spring prints the names of beans. */
	private static String withoutCredentials(String value) {
		return value.replaceFirst("(?<=//).*@", "");
	}

	private static RootBeanDefinition definition(Class<?> contract, String value) {
		RootBeanDefinition definition = new RootBeanDefinition(RemoteReferenceFactoryBean.class,
				() -> new RemoteReferenceFactoryBean<>(contract, value));
		definition.setTargetType(ResolvableType.forClassWithGenerics(RemoteReferenceFactoryBean.class, contract));
		definition.setAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE, contract);
		definition.addQualifier(new AutowireCandidateQualifier(RemoteReference.class, value));
		definition.setDefaultCandidate(false);
		definition.setRole(BeanDefinition.ROLE_SUPPORT);
		definition.setDescription("@RemoteReference(\"" + withoutCredentials(value) + "\") " + contract.getName());
		definition.setAttribute(KEY, new Key(contract, value));
		// Written down by its key, from which all of this follows.
		definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
		return definition;
	}

	/** The references that have a definition, in the order of the definitions. */
	static Set<Key> registered(ConfigurableListableBeanFactory beanFactory) {
		Set<Key> keys = new LinkedHashSet<>();
		for (String name : beanFactory.getBeanDefinitionNames()) {
			if (beanFactory.getBeanDefinition(name).getAttribute(KEY) instanceof Key key) {
				keys.add(key);
			}
		}
		return keys;
	}

}
