package io.github.rpcboot.autoconfigure.test;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.Environment;

/**
 * The applications that the references of a context name, those that a test replaces left
 * out.
 *
 * @param names how they are written, by their canonical names
 * @param open whether there is a reference that names none
 */
record References(Map<String, String> names, boolean open) {

	private static final String FEIGN_CLIENT = "org.springframework.cloud.openfeign.FeignClient";

	static References in(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		Map<String, String> names = new TreeMap<>();
		boolean open = false;
		for (String name : beanFactory.getBeanDefinitionNames()) {
			String application = application(beanFactory.getBeanDefinition(name), environment);
			if (application != null && application.isEmpty()) {
				open = true;
			}
			else if (application != null && !application.contains("://")) {
				names.put(Answers.canonical(application), application);
			}
		}
		return new References(names, open);
	}

	private static @Nullable String application(BeanDefinition definition, Environment environment) {
		AutowireCandidateQualifier qualifier = (definition instanceof AbstractBeanDefinition own)
				? own.getQualifier(RemoteReference.class.getName()) : null;
		if (qualifier == null) {
			return null;
		}
		String value = environment.resolvePlaceholders(String.valueOf(qualifier.getAttribute("value")));
		Object contract = definition.getAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE);
		return (value.isEmpty() && contract instanceof Class<?> type) ? nameOfFeignClient(type, environment) : value;
	}

	private static String nameOfFeignClient(Class<?> contract, Environment environment) {
		MergedAnnotation<?> client = MergedAnnotations.from(contract).get(FEIGN_CLIENT);
		return client.isPresent() ? environment.resolvePlaceholders(client.getString("name")) : "";
	}

	/**
	 * An answer that nobody asks for is no mistake: fakes may be shared by tests. It is
	 * one beside a reference that nothing answers, which then calls a real address, or
	 * none.
	 */
	void check(Collection<String> answered, List<String> localServer) {
		List<String> all = Stream.concat(answered.stream(), localServer.stream()).toList();
		List<String> unused = all.stream().filter((name) -> !this.names.containsKey(Answers.canonical(name))).toList();
		List<String> unanswered = this.names.values().stream().filter((name) -> !Answers.contains(all, name)).toList();
		if (!this.open && !unused.isEmpty() && !unanswered.isEmpty()) {
			throw new RpcConfigurationException(
					"This test answers calls to " + unused + ", which no @RemoteReference in its context names."
							+ " There are references to " + unanswered + ", which it does not answer.",
					"Correct the name, or remove the answer. Fakes may only stand there unused where every reference"
							+ " is answered.");
		}
	}

}
