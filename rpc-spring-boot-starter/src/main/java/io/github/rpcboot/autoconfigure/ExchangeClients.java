package io.github.rpcboot.autoconfigure;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.protocol.http.MappedRequests;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.http.converter.autoconfigure.ClientHttpMessageConvertersCustomizer;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringValueResolver;
import org.springframework.web.client.ApiVersionInserter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.invoker.HttpServiceArgumentResolver;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import org.springframework.web.service.registry.HttpServiceProxyRegistry;

/**
 * Makes the proxies of Spring's HTTP service clients, over a {@code RestClient} that the
 * application customizes as its own ones.
 */
final class ExchangeClients {

	private static final Log logger = LogFactory.getLog(ExchangeClients.class);

	private static final String GROUPS = "spring.http.serviceclient";

	private static final boolean CUSTOMIZERS = ClassUtils
		.isPresent("org.springframework.boot.restclient.RestClientCustomizer", ExchangeClients.class.getClassLoader());

	private final ConfigurableListableBeanFactory beanFactory;

	private final StringValueResolver resolver;

	private final AtomicBoolean warned = new AtomicBoolean();

	ExchangeClients(ConfigurableListableBeanFactory beanFactory, StringValueResolver resolver) {
		this.beanFactory = beanFactory;
		this.resolver = resolver;
	}

	Object create(String application, Class<?> contract) {
		warnOfUnused();
		HttpServiceProxyFactory.Builder factory = HttpServiceProxyFactory
			.builderFor(RestClientAdapter.create(client(application, contract)))
			.embeddedValueResolver(this.resolver);
		this.beanFactory.getBeanProvider(HttpServiceArgumentResolver.class)
			.orderedStream()
			.forEach(factory::customArgumentResolver);
		return factory.build().createClient(contract);
	}

	/** Where requests go, and what carries them, is the business of the call. */
	private RestClient client(String application, Class<?> contract) {
		RestClient.Builder builder = RestClient.builder().configureMessageConverters((converters) -> {
			converters.registerDefaults();
			this.beanFactory.getBeanProvider(ClientHttpMessageConvertersCustomizer.class)
				.orderedStream()
				.forEach((customizer) -> customizer.customize(converters));
		});
		ApiVersionInserter versions = this.beanFactory.getBeanProvider(ApiVersionInserter.class).getIfUnique();
		if (versions != null) {
			builder.apiVersionInserter(versions);
		}
		boolean customized = CUSTOMIZERS && Customizers.apply(this.beanFactory, builder);
		if (versions == null && !customized) {
			requireNoVersions(contract);
		}
		return builder.requestFactory(MappedRequests.requestFactory())
			.baseUrl(MappedRequests.root(application))
			.build();
	}

	private static void requireNoVersions(Class<?> contract) {
		Arrays.stream(contract.getMethods()).filter(ExchangeClients::hasVersion).findFirst().ifPresent((method) -> {
			throw new RpcConfigurationException(
					"The mapping of '" + contract.getName() + "' says a version at '" + method.getName()
							+ "', and nothing says where it stands in a request.",
					"Define a bean of type ApiVersionInserter, for example ApiVersionInserter.useHeader(\"API-Version\").");
		});
	}

	private static boolean hasVersion(Method method) {
		HttpExchange own = AnnotatedElementUtils.findMergedAnnotation(method, HttpExchange.class);
		HttpExchange type = AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), HttpExchange.class);
		return (own != null && !own.version().isEmpty()) || (own != null && type != null && !type.version().isEmpty());
	}

	private void warnOfUnused() {
		Environment environment = this.beanFactory.getBean(Environment.class);
		boolean keys = Binder.get(environment).bind(GROUPS, Bindable.mapOf(String.class, Object.class)).isBound();
		if (keys && this.beanFactory.getBeanNamesForType(HttpServiceProxyRegistry.class, false, false).length == 0
				&& this.warned.compareAndSet(false, true)) {
			logger.warn("What is set below '" + GROUPS + "' does nothing for a @RemoteReference. Write it below"
					+ " 'rpc.endpoints' and 'rpc.consumer.targets', and remove it.");
		}
	}

	/** Loaded only where Spring Boot's module for {@code RestClient} is. */
	private static final class Customizers {

		private static final String SPRING_BOOT = "org.springframework.boot.";

		private Customizers() {
		}

		/**
		 * Applies those of the application's own. Spring Boot's observe requests and
		 * convert messages, which is done here.
		 */
		static boolean apply(ConfigurableListableBeanFactory beanFactory, RestClient.Builder builder) {
			List<RestClientCustomizer> own = beanFactory.getBeanProvider(RestClientCustomizer.class)
				.orderedStream()
				.filter((customizer) -> !customizer.getClass().getName().startsWith(SPRING_BOOT))
				.toList();
			own.forEach((customizer) -> customizer.customize(builder));
			return !own.isEmpty();
		}

	}

}
