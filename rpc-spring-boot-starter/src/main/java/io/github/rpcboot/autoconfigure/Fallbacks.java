package io.github.rpcboot.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;

/** Finds the beans that answer when an application cannot. */
final class Fallbacks {

	private final ListableBeanFactory beanFactory;

	private final RpcEvents events;

	Fallbacks(ListableBeanFactory beanFactory, RpcEvents events) {
		this.beanFactory = beanFactory;
		this.events = events;
	}

	/**
	 * Finds a bean, which is made when it is needed first.
	 * @param application the application that it stands in for
	 * @param key the key that names it
	 * @param name its name
	 * @param method one of the methods that it has to have
	 * @return supplies the bean
	 */
	Supplier<Object> find(String application, String key, String name, MethodContract method) {
		Class<?> contract = method.javaMethod().getDeclaringClass();
		if (!this.beanFactory.containsBean(name)) {
			List<String> fitting = List.of(this.beanFactory.getBeanNamesForType(contract, true, false));
			String nearest = Names.nearest(name, fitting);
			throw new RpcConfigurationException("'" + key + "' names the bean '" + name + "', which there is not.",
					"Define a bean of type " + contract.getSimpleName() + " with this name"
							+ ((nearest != null) ? ", or did you mean '" + nearest + "'?" : ", or remove the key."));
		}
		if (!this.beanFactory.isTypeMatch(name, contract)) {
			throw new RpcConfigurationException(
					"'" + key + "' names the bean '" + name + "', which is no " + contract.getSimpleName() + ".",
					"A fallback is a bean of the contract's own type.");
		}
		return () -> {
			this.events.happened(RpcEvents.Kind.FELL_BACK, application, null);
			return this.beanFactory.getBean(name, contract);
		};
	}

	@Nullable Supplier<Object> findIfNamed(String application, String key, @Nullable String name, MethodContract method) {
		return (name != null) ? find(application, key, name, method) : null;
	}

}
