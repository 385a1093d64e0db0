package io.github.rpcboot.consumer;

import java.util.Collection;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.consumer.InjectionPoints.Key;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
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
		RootBeanDefinition definition = new RootBeanDefinition(RemoteReferenceFactoryBean.class);
		definition.setTargetType(ResolvableType.forClassWithGenerics(RemoteReferenceFactoryBean.class, contract));
		definition.setAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE, contract);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, contract);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(1, value);
		definition.addQualifier(new AutowireCandidateQualifier(RemoteReference.class, value));
		definition.setDefaultCandidate(false);
		definition.setRole(BeanDefinition.ROLE_SUPPORT);
		definition.setDescription("@RemoteReference(\"" + withoutCredentials(value) + "\") " + contract.getName());
		return definition;
	}

}
