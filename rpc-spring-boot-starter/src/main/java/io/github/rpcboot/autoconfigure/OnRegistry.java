package io.github.rpcboot.autoconfigure;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClient;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.core.type.MethodMetadata;

/**
 * There is a client of a registry. Spring Cloud brings a simple and a composite one to
 * every application, which are none by themselves.
 */
class OnRegistry extends SpringBootCondition implements ConfigurationCondition {

	private static final String SIMPLE = "org.springframework.cloud.client.discovery.simple.";

	private static final String COMPOSITE = "org.springframework.cloud.client.discovery.composite.";

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConfigurableListableBeanFactory beans = context.getBeanFactory();
		boolean found = beans != null && hasRegistry(beans);
		return new ConditionOutcome(found, found ? "found the client of a registry" : "found no client of a registry");
	}

	private static boolean hasRegistry(ConfigurableListableBeanFactory beans) {
		String[] names = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, DiscoveryClient.class, true, false);
		return Arrays.stream(names)
			.anyMatch((name) -> !isMadeBySpringCloud(beans, name) && isRegistry(beans.getType(name, false)));
	}

	/** The method that makes the simple one does not tell its type. */
	private static boolean isMadeBySpringCloud(ConfigurableListableBeanFactory beans, String name) {
		MethodMetadata maker = (beans.containsBeanDefinition(name)
				&& beans.getBeanDefinition(name) instanceof AnnotatedBeanDefinition definition)
						? definition.getFactoryMethodMetadata() : null;
		String where = (maker != null) ? maker.getDeclaringClassName() : "";
		return where.startsWith(SIMPLE) || where.startsWith(COMPOSITE);
	}

	private static boolean isRegistry(@Nullable Class<?> type) {
		return type == null || !(SimpleDiscoveryClient.class.isAssignableFrom(type)
				|| CompositeDiscoveryClient.class.isAssignableFrom(type));
	}

}
