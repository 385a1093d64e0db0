package io.github.rpcboot.autoconfigure.test;

import java.util.List;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Takes part in the context of every test class, since a fake is a bean, which no
 * annotation of the class announces.
 */
final class AnsweredContexts implements ContextCustomizerFactory {

	@Override
	public ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> attributes) {
		return new Customizer(Answers.of(testClass));
	}

	static void apply(Answers answers, ConfigurableApplicationContext context) {
		Replays replays = Replays.start(answers.recordings(), context.getEnvironment());
		replays.closeWith(context.getBeanFactory());
		RootBeanDefinition definition = new RootBeanDefinition(AnswersRegistrar.class,
				() -> new AnswersRegistrar(answers, replays, context));
		markAsOurs(definition);
		registry(context.getBeanFactory()).registerBeanDefinition("rpcTestAnswers", definition);
	}

	/** What is made here is nothing that code for it could be generated of. */
	static void markAsOurs(RootBeanDefinition definition) {
		definition.setRole(RootBeanDefinition.ROLE_INFRASTRUCTURE);
		definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
	}

	private static BeanDefinitionRegistry registry(BeanFactory beanFactory) {
		return (BeanDefinitionRegistry) beanFactory;
	}

	/** Compared by its answers, since the test context is cached by them. */
	private record Customizer(Answers answers) implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
			apply(this.answers, context);
		}

	}

}
