package io.github.rpcboot.autoconfigure;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import feign.Capability;
import feign.Contract;
import feign.ExceptionPropagationPolicy;
import feign.Feign;
import feign.Logger;
import feign.QueryMapEncoder;
import feign.Request;
import feign.RequestInterceptor;
import feign.ResponseInterceptor;
import feign.Retryer;
import feign.Target;
import feign.codec.Decoder;
import feign.codec.Encoder;
import feign.codec.ErrorDecoder;
import feign.optionals.OptionalDecoder;
import feign.slf4j.Slf4jLogger;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.RestMapping;
import io.github.rpcboot.protocol.http.MappedRequests;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.http.converter.autoconfigure.ClientHttpMessageConvertersCustomizer;
import org.springframework.cloud.openfeign.AnnotatedParameterProcessor;
import org.springframework.cloud.openfeign.FeignBuilderCustomizer;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.cloud.openfeign.FeignClientFactoryBean;
import org.springframework.cloud.openfeign.FeignClientProperties;
import org.springframework.cloud.openfeign.FeignFormatterRegistrar;
import org.springframework.cloud.openfeign.support.FeignHttpMessageConverters;
import org.springframework.cloud.openfeign.support.HttpMessageConverterCustomizer;
import org.springframework.cloud.openfeign.support.ResponseEntityDecoder;
import org.springframework.cloud.openfeign.support.SpringDecoder;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.ResourceLoader;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.format.support.FormattingConversionService;
import org.springframework.util.StringUtils;

/**
 * Makes the clients that turn the methods of contracts with Spring's mappings into
 * requests: OpenFeign with the contract of Spring MVC, or the proxies of Spring's HTTP
 * service clients. What an application customizes of them is honoured, but for what
 * carries and repeats requests.
 */
final class MappedClients {

	private static final Log logger = LogFactory.getLog(MappedClients.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final ResourceLoader resources;

	private final MappedEncoders encoders;

	private final ExchangeClients exchanges;

	private final AtomicBoolean warned = new AtomicBoolean();

	private volatile @Nullable FeignHttpMessageConverters converters;

	MappedClients(ConfigurableListableBeanFactory beanFactory, ResourceLoader resources) {
		this.beanFactory = beanFactory;
		this.resources = resources;
		this.encoders = new MappedEncoders(beanFactory);
		this.exchanges = new ExchangeClients(beanFactory, this::resolve);
	}

	Function<RestMapping, Object> of(String application) {
		return (mapping) -> create(application, mapping);
	}

	private Object create(String application, RestMapping mapping) {
		try {
			return switch (mapping.style()) {
				case REQUEST_MAPPING -> feign(application, mapping.contract());
				case HTTP_EXCHANGE -> this.exchanges.create(application, mapping.contract());
			};
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw new RpcConfigurationException(
					"The mapping of '" + mapping.contract().getName() + "' cannot be read: " + firstLine(ex) + ".",
					"Correct the annotations of the contract.");
		}
	}

	private static String firstLine(RuntimeException ex) {
		String message = String.valueOf(ex.getMessage()).lines().findFirst().orElse("");
		return StringUtils.trimTrailingCharacter(message.strip(), '.');
	}

	private String resolve(String text) {
		String resolved = this.beanFactory.resolveEmbeddedValue(text);
		return (resolved != null) ? resolved : "";
	}

	private Object feign(String application, Class<?> contract) {
		warnOfKeys();
		FeignClient client = AnnotatedElementUtils.findMergedAnnotation(contract, FeignClient.class);
		Feign.Builder builder = Feign.builder()
			.contract(one(Contract.class, this::contract))
			.encoder(one(Encoder.class, this::encoder))
			.decoder(one(Decoder.class, this::decoder))
			.options(one(Request.Options.class, MappedClients::onlyTheDeadline))
			.logger(new Slf4jLogger(contract))
			.requestInterceptors(all(RequestInterceptor.class))
			.responseInterceptors(all(ResponseInterceptor.class));
		ifThere(Logger.class, builder::logger);
		ifThere(Logger.Level.class, builder::logLevel);
		ifThere(ErrorDecoder.class, builder::errorDecoder);
		QueryMapEncoder queries = this.beanFactory.getBeanProvider(QueryMapEncoder.class)
			.getIfUnique(this.encoders::queries);
		if (queries != null) {
			builder.queryMapEncoder(queries);
		}
		ifThere(ExceptionPropagationPolicy.class, builder::exceptionPropagationPolicy);
		if (client != null && client.dismiss404()) {
			builder.dismiss404();
		}
		all(Capability.class).forEach(builder::addCapability);
		all(FeignBuilderCustomizer.class).forEach((customizer) -> customizer.customize(builder));
		// What carries a request, and when it is repeated, is the business of the call.
		builder.client(MappedRequests.feignClient()).retryer(Retryer.NEVER_RETRY);
		String path = (client != null) ? path(client) : "";
		warnOfUnused(client, contract);
		return builder
			.target(new Target.HardCodedTarget<>(contract, application, MappedRequests.root(application) + path));
	}

	/** Where there are clients of OpenFeign's own, the keys may be theirs. */
	private void warnOfKeys() {
		FeignClientProperties properties = this.beanFactory.getBeanProvider(FeignClientProperties.class).getIfUnique();
		if (properties != null && !properties.getConfig().isEmpty()
				&& this.beanFactory.getBeanNamesForType(FeignClientFactoryBean.class, false, false).length == 0
				&& this.warned.compareAndSet(false, true)) {
			logger.warn("What is set below 'spring.cloud.openfeign.client.config' does nothing for a @RemoteReference."
					+ " Write times below 'rpc.consumer.targets', define beans for the rest, and remove it.");
		}
	}

	private static void warnOfUnused(@Nullable FeignClient client, Class<?> contract) {
		if (client != null && (client.configuration().length > 0 || client.fallback() != void.class
				|| client.fallbackFactory() != void.class)) {
			logger.warn("The configuration and the fallback that @FeignClient names on " + contract.getName()
					+ " do nothing for a @RemoteReference. Define beans of the application instead, and "
					+ "'rpc.consumer.targets.<application>.services.<service>.fallback'.");
		}
	}

	private String path(FeignClient client) {
		String path = StringUtils.trimTrailingCharacter(resolve(client.path()).strip(), '/');
		return (path.isEmpty() || path.startsWith("/")) ? path : "/" + path;
	}

	private static Request.Options onlyTheDeadline() {
		return new Request.Options(0, TimeUnit.MILLISECONDS, 0, TimeUnit.MILLISECONDS, true);
	}

	private Contract contract() {
		FormattingConversionService conversion = new DefaultFormattingConversionService();
		all(FeignFormatterRegistrar.class).forEach((registrar) -> registrar.registerFormatters(conversion));
		MappedContract contract = new MappedContract(all(AnnotatedParameterProcessor.class), conversion,
				this.beanFactory.getBeanProvider(FeignClientProperties.class).getIfUnique(), this::resolve);
		contract.setResourceLoader(this.resources);
		return contract;
	}

	private Encoder encoder() {
		return this.encoders.encoder(converters());
	}

	private Decoder decoder() {
		return new OptionalDecoder(new ResponseEntityDecoder(new SpringDecoder(converters())));
	}

	/**
	 * Filled now: some releases of OpenFeign lose converters if the first calls do it.
	 */
	private ObjectProvider<FeignHttpMessageConverters> converters() {
		FeignHttpMessageConverters converters = this.converters;
		if (converters == null) {
			converters = new FeignHttpMessageConverters(
					this.beanFactory.getBeanProvider(ClientHttpMessageConvertersCustomizer.class),
					this.beanFactory.getBeanProvider(HttpMessageConverterCustomizer.class));
			converters.getConverters();
			this.converters = converters;
		}
		FeignHttpMessageConverters filled = converters;
		return new ObjectProvider<>() {

			@Override
			public FeignHttpMessageConverters getObject() {
				return filled;
			}

		};
	}

	private <T> List<T> all(Class<T> type) {
		return this.beanFactory.getBeanProvider(type).orderedStream().toList();
	}

	private <T> T one(Class<T> type, Supplier<T> otherwise) {
		return this.beanFactory.getBeanProvider(type).getIfUnique(otherwise);
	}

	private <T> void ifThere(Class<T> type, Consumer<T> consumer) {
		this.beanFactory.getBeanProvider(type).ifUnique(consumer);
	}

}
