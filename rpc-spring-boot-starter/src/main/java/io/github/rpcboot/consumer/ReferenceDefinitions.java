package io.github.rpcboot.consumer;

import java.util.Map;

import io.github.rpcboot.RemoteReference;

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

	static void register(BeanDefinitionRegistry registry, Class<?> contract, String value) {
		String name = PREFIX + value + ":" + contract.getName();
		if (!registry.containsBeanDefinition(name)) {
			registry.registerBeanDefinition(name, definition(contract, value));
		}
	}

	private static BeanDefinition definition(Class<?> contract, String value) {
		RootBeanDefinition definition = new RootBeanDefinition(RemoteReferenceFactoryBean.class);
		definition.setTargetType(ResolvableType.forClassWithGenerics(RemoteReferenceFactoryBean.class, contract));
		definition.setAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE, contract);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, contract);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(1, value);
		definition.addQualifier(new AutowireCandidateQualifier(RemoteReference.class, value));
		definition.setDefaultCandidate(false);
		definition.setRole(BeanDefinition.ROLE_SUPPORT);
		definition.setDescription("@RemoteReference(\"" + value + "\") " + contract.getName());
		return definition;
	}

	static void registerAll(BeanDefinitionRegistry registry, Map<InjectionPoints.Key, String> references) {
		references.keySet().forEach((key) -> register(registry, key.contract(), key.value()));
	}

}
