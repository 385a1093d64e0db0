package io.github.rpcboot.autoconfigure;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Who makes a bean, told by what survives when definitions are made ahead of time. */
final class BeanMaker {

	private BeanMaker() {
	}

	/**
	 * The class that makes a bean.
	 * @return the name of the class that has its {@code @Bean} method, or of the bean's
	 * own; empty if nothing tells
	 */
	static String of(ConfigurableListableBeanFactory beans, String name) {
		if (!beans.containsBeanDefinition(name)) {
			return "";
		}
		BeanDefinition definition = beans.getBeanDefinition(name);
		String factory = definition.getFactoryBeanName();
		String maker = (factory != null) ? beans.getBeanDefinition(factory).getBeanClassName()
				: definition.getBeanClassName();
		return (maker != null) ? maker : "";
	}

}
