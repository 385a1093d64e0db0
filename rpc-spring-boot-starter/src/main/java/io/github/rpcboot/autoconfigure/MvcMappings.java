package io.github.rpcboot.autoconfigure;

import java.lang.reflect.Method;

import io.github.rpcboot.RpcConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Reads the mappings of a contract as Spring MVC reads those of a controller, with the
 * configuration of the application's own mapping. Handles nothing itself.
 */
final class MvcMappings extends RequestMappingHandlerMapping {

	private final RequestMappingHandlerMapping mapping;

	private final EmbeddedValueResolver placeholders;

	MvcMappings(RequestMappingHandlerMapping mapping, ConfigurableListableBeanFactory beanFactory) {
		this.mapping = mapping;
		this.placeholders = new EmbeddedValueResolver(beanFactory);
		setContentNegotiationManager(mapping.getContentNegotiationManager());
		setPatternParser(mapping.getPatternParser());
		setApiVersionStrategy(mapping.getApiVersionStrategy());
		setEmbeddedValueResolver(this.placeholders);
		afterPropertiesSet();
	}

	@Override
	protected void initHandlerMethods() {
		// There are no handlers here.
	}

	/**
	 * The mapping is the contract's, which the caller reads as well; the prefix is that
	 * of the bean's type, as it is for controllers.
	 */
	RequestMappingInfo read(Method method, Class<?> contract, Class<?> targetType) {
		RequestMappingInfo info = getMappingForMethod(method, contract);
		if (info == null) {
			throw new RpcConfigurationException(
					"Spring MVC finds no mapping at '" + method.getName() + "' of " + contract.getName() + ".",
					"Map it with an annotation of the kind of its other methods.");
		}
		String prefix = prefix(targetType);
		return (prefix != null)
				? RequestMappingInfo.paths(prefix).options(getBuilderConfiguration()).build().combine(info) : info;
	}

	private @Nullable String prefix(Class<?> targetType) {
		return this.mapping.getPathPrefixes()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().test(targetType))
			.map((entry) -> this.placeholders.resolveStringValue(entry.getKey()))
			.findFirst()
			.orElse(null);
	}

}
