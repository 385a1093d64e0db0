package io.github.rpcboot.consumer;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.github.rpcboot.RemoteReference;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.ReflectionUtils;

/**
 * Serves references in the fields of test classes, which are not beans. Fields that a
 * test replaces, for example with a mock, need no client.
 */
final class TestClassReferences implements ContextCustomizerFactory {

	private static final String OVERRIDE = "org.springframework.test.context.bean.override.BeanOverride";

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> attributes) {
		InjectionPoints points = new InjectionPoints();
		for (Class<?> type = testClass; type != null; type = type.getEnclosingClass()) {
			Class<?> containing = type;
			ReflectionUtils.doWithFields(type, (field) -> points.addField(field, containing),
					(field) -> field.isAnnotationPresent(RemoteReference.class) && !isReplaced(field));
		}
		return points.found().isEmpty() ? null : new Customizer(Set.copyOf(points.found().keySet()));
	}

	private static boolean isReplaced(AnnotatedElement field) {
		return Arrays.stream(field.getAnnotations())
			.map(Annotation::annotationType)
			.anyMatch((type) -> AnnotatedElementUtils.isAnnotated(type, OVERRIDE));
	}

	/** Compared by its references, since the test context is cached by them. */
	private record Customizer(Set<InjectionPoints.Key> references) implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
			BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
			ReferenceDefinitions.registerAll(registry, this.references);
		}

	}

}
