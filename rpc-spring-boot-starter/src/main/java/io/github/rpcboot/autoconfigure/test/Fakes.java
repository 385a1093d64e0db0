package io.github.rpcboot.autoconfigure.test;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.RestMapping;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * The fakes that stand in for one application.
 *
 * @param application its name
 * @param names the names of the beans
 * @param beanFactory where they live
 */
record Fakes(String application, List<String> names, ConfigurableListableBeanFactory beanFactory) {

	/**
	 * Finds who answers a method.
	 * @throws RpcConfigurationException if it is not exactly one of them
	 */
	Fake find(MethodContract method) {
		List<Fake> found = new ArrayList<>();
		for (String name : this.names) {
			Class<?> contract = contract(this.beanFactory.getType(name), method);
			if (contract != null) {
				found.add(new Fake(name, contract));
			}
		}
		if (found.size() == 1) {
			return found.get(0);
		}
		throw found.isEmpty() ? new RpcConfigurationException(
				"The application '" + this.application + "' is answered by the fakes " + this.names
						+ " in this test, and none of them is a " + contractName(method) + ".",
				"Let one of them implement it, or add a bean of that type with @RpcFake(\"" + this.application + "\").")
				: new RpcConfigurationException("The beans "
						+ found.stream().map((fake) -> "'" + fake.name + "'").toList() + " with @RpcFake(\""
						+ this.application + "\") all answer " + contractName(method) + ".",
						"Remove the annotation from all but one.");
	}

	Object bean(Fake fake) {
		return this.beanFactory.getBean(fake.name);
	}

	private static String contractName(MethodContract method) {
		RestMapping mapping = method.restMapping();
		return (mapping != null) ? mapping.contract().getSimpleName() : method.service();
	}

	private @Nullable Class<?> contract(@Nullable Class<?> type, MethodContract method) {
		RestMapping mapping = method.restMapping();
		if (type == null) {
			return null;
		}
		if (mapping != null) {
			return mapping.contract().isAssignableFrom(type) ? mapping.contract() : null;
		}
		for (Class<?> candidate : ClassUtils.getAllInterfacesForClass(type)) {
			if (method.javaMethod().getDeclaringClass().isAssignableFrom(candidate)
					&& method.service().equals(serviceName(candidate))) {
				return candidate;
			}
		}
		return null;
	}

	/** An interface that is no contract is none of ours. */
	private @Nullable String serviceName(Class<?> candidate) {
		try {
			return this.beanFactory.getBean(ContractParser.class).parse(candidate).name();
		}
		catch (RpcConfigurationException ex) {
			return null;
		}
	}

	/**
	 * A bean that answers a contract.
	 *
	 * @param name its name
	 * @param contract the interface
	 */
	record Fake(String name, Class<?> contract) {
	}

}
