package io.github.rpcboot.provider;

import java.lang.reflect.Method;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.contract.ContractHints;
import io.github.rpcboot.contract.RestMapping;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.BridgeMethodResolver;

/**
 * Tells a native image what is read and called of the beans of {@link RemoteService}: the
 * methods of their contracts, and the types that travel.
 */
final class RemoteServiceAotProcessor implements BeanRegistrationAotProcessor {

	private static final Log logger = LogFactory.getLog(RemoteServiceAotProcessor.class);

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		RemoteService annotation = registeredBean.getBeanFactory()
			.findAnnotationOnBean(registeredBean.getBeanName(), RemoteService.class, false);
		if (annotation == null) {
			return null;
		}
		Class<?> contract = RemoteServiceScanner.knownContract(annotation, registeredBean.getBeanClass());
		if (contract == null) {
			logger.warn("The contract of the bean '" + registeredBean.getBeanName() + "' cannot be seen in the type "
					+ registeredBean.getBeanClass().getName() + " that its @Bean method declares, so that a native "
					+ "image would not know it. Declare the class, or name the contract in @RemoteService.");
			return null;
		}
		if (registeredBean.getBeanClass().isInterface() && RestMapping.of(contract) != null) {
			logger.warn("The bean '" + registeredBean.getBeanName() + "' serves a REST contract, and its @Bean method "
					+ "declares an interface, so that a native image would not know the methods that Spring MVC calls. "
					+ "Declare the class.");
		}
		return (context, code) -> register(context.getRuntimeHints().reflection(), contract, registeredBean);
	}

	/** Where there is a validator, it reads the constraints of the implementation. */
	private static void register(ReflectionHints hints, Class<?> contract, RegisteredBean registeredBean) {
		ContractHints.register(hints, contract);
		hints.registerType(registeredBean.getBeanClass());
		if (RestMapping.of(contract) != null) {
			registerHandlers(hints, contract, registeredBean.getBeanClass());
		}
	}

	/** Spring MVC calls the methods of the bean's own class where it can. */
	private static void registerHandlers(ReflectionHints hints, Class<?> contract, Class<?> beanClass) {
		for (Method method : contract.getMethods()) {
			hints.registerMethod(BridgeMethodResolver.getMostSpecificMethod(method, beanClass), ExecutableMode.INVOKE);
		}
	}

}
