package io.github.rpcboot.consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * Makes the client of one reference, when the context starts: a reference that leads
 * nowhere fails the start, even if it is injected lazily.
 */
final class RemoteReferenceFactoryBean<T> implements FactoryBean<T>, BeanFactoryAware, InitializingBean {

	private final Class<T> contract;

	private final String value;

	private @Nullable ConfigurableBeanFactory beanFactory;

	private @Nullable T client;

	RemoteReferenceFactoryBean(Class<T> contract, String value) {
		this.contract = contract;
		this.value = value;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ConfigurableBeanFactory) beanFactory;
	}

	@Override
	public void afterPropertiesSet() {
		if (this.beanFactory != null) {
			String resolved = this.beanFactory.resolveEmbeddedValue(this.value);
			this.client = this.beanFactory.getBean(RemoteReferences.class)
				.get(this.contract, (resolved != null) ? resolved : "");
		}
	}

	@Override
	public @Nullable T getObject() {
		return this.client;
	}

	@Override
	public Class<?> getObjectType() {
		return this.contract;
	}

}
