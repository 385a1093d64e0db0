package io.github.rpcboot.autoconfigure;

import java.util.Arrays;

import io.github.rpcboot.RemoteReference;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Explains why a remote reference does not answer a plain injection point. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PlainInjectionFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final String PREFIX = "rpcReference:";

	private final @Nullable BeanFactory beanFactory;

	PlainInjectionFailureAnalyzer(@Nullable BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		if (cause instanceof NoUniqueBeanDefinitionException) {
			return null;
		}
		RemoteReference annotation = annotation(rootFailure);
		if (annotation != null) {
			return unread(annotation, cause);
		}
		Class<?> wanted = (cause.getResolvableType() != null) ? cause.getResolvableType().resolve() : null;
		if (wanted == null || !(this.beanFactory instanceof ConfigurableListableBeanFactory definitions)) {
			return null;
		}
		return Arrays.stream(definitions.getBeanDefinitionNames())
			.filter((name) -> name.startsWith(PREFIX))
			.filter((name) -> wanted
				.equals(definitions.getBeanDefinition(name).getAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE)))
			.findFirst()
			.map((name) -> analysis(wanted, definitions.getBeanDefinition(name).getDescription(), cause))
			.orElse(null);
	}

	private static @Nullable RemoteReference annotation(Throwable rootFailure) {
		RemoteReference annotation = null;
		for (Throwable failure = rootFailure; failure != null; failure = failure.getCause()) {
			if (failure instanceof UnsatisfiedDependencyException ex && ex.getInjectionPoint() != null) {
				annotation = ex.getInjectionPoint().getAnnotation(RemoteReference.class);
			}
		}
		return annotation;
	}

	/** The class of a bean is not known before it is made if its method hides it. */
	private static FailureAnalysis unread(RemoteReference reference, NoSuchBeanDefinitionException cause) {
		return new FailureAnalysis("@RemoteReference(\"" + reference.value() + "\") " + cause.getResolvableType()
				+ " was not seen when the classes of the beans were read: its bean comes from a @Bean method that"
				+ " declares another type than the one it returns.",
				"Let the @Bean method declare the class that it returns, or take the reference as a parameter of that"
						+ " method.",
				cause);
	}

	private static FailureAnalysis analysis(Class<?> wanted, @Nullable String reference, Throwable cause) {
		return new FailureAnalysis(
				"A plain injection point wants a " + wanted.getName() + ", and there is no local bean of that type. "
						+ "There is a remote reference, " + reference + ", which answers only injection points that"
						+ " carry the same annotation.",
				"Put @RemoteReference on the injection point to call the remote service," + " or define a local bean.",
				cause);
	}

}
