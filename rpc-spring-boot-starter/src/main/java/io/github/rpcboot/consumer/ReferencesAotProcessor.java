package io.github.rpcboot.consumer;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

import javax.lang.model.element.Modifier;

import io.github.rpcboot.consumer.InjectionPoints.Key;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.generate.GeneratedMethod;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.beans.factory.aot.BeanRegistrationExcludeFilter;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.javapoet.CodeBlock;
import org.springframework.javapoet.MethodSpec;

/**
 * Writes down which references there are, when an application is processed ahead of time.
 * Its start registers them from that list, and reads no bean class. Contracts are written
 * by name, because the generated code could not name those that are not public.
 */
final class ReferencesAotProcessor implements BeanFactoryInitializationAotProcessor, BeanRegistrationExcludeFilter {

	/** What it finds is written down. */
	@Override
	public boolean isExcludedFromAotProcessing(RegisteredBean registeredBean) {
		return registeredBean.getBeanFactory()
			.getSingleton(registeredBean.getBeanName()) instanceof RemoteReferenceRegistrar;
	}

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		Set<Key> keys = new LinkedHashSet<>(ReferenceDefinitions.registered(beanFactory));
		RemoteReferenceRegistrar.wanted(beanFactory)
			.forEach((wanted) -> keys.add(new Key(wanted.contract(), wanted.value())));
		return keys.isEmpty() ? null : (context, code) -> write(keys, context, code);
	}

	private static void write(Set<Key> keys, GenerationContext context, BeanFactoryInitializationCode code) {
		keys.forEach((key) -> RemoteReferences.registerHints(context.getRuntimeHints(), key.contract()));
		GeneratedMethod method = code.getMethods().add("registerRemoteReferences", (builder) -> write(keys, builder));
		code.addInitializer(method.toMethodReference());
	}

	private static void write(Set<Key> keys, MethodSpec.Builder method) {
		CodeBlock list = keys.stream()
			.map((key) -> CodeBlock.of("{ $S, $S }", key.contract().getName(), key.value()))
			.collect(Collectors.collectingAndThen(Collectors.toList(), (all) -> CodeBlock.join(all, ",\n")));
		method.addJavadoc("Register the references that the beans ask for.")
			.addModifiers(Modifier.PUBLIC, Modifier.STATIC)
			.addParameter(ConfigurableListableBeanFactory.class, BeanFactoryInitializationCode.BEAN_FACTORY_VARIABLE)
			.addStatement("$T.register($L, new $T[][] {\n$L })", RemoteReferences.class,
					BeanFactoryInitializationCode.BEAN_FACTORY_VARIABLE, String.class, list);
	}

}
