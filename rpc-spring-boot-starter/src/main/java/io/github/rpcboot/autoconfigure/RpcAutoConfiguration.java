package io.github.rpcboot.autoconfigure;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.rpcboot.call.EndpointResolver;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.GeneratedJson;
import io.github.rpcboot.call.JsonCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.protobuf.ProtobufCodec;
import io.github.rpcboot.call.protobuf.ProtobufJson;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.schema.ContractSchemas;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.Environment;

/**
 * What both sides of a call share: the checked configuration, contracts, and the codec.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = JacksonAutoConfiguration.class)
@EnableConfigurationProperties(RpcProperties.class)
public final class RpcAutoConfiguration {

	/**
	 * Checks the keys before the web server is made, so that a mistake ends the start
	 * with its report and nothing else. While an application is processed ahead of time,
	 * which runs this too, nobody knows the environment that it will start in.
	 */
	@Bean
	static BeanFactoryPostProcessor rpcKeyCheck(Environment environment) {
		return (beanFactory) -> {
			if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
				return;
			}
			RpcProperties properties = Binder.get(environment).bindOrCreate("rpc", RpcProperties.class);
			new KeyCheck(new RpcSettings(properties), others(beanFactory, environment)).check(environment);
		};
	}

	/**
	 * With a registry every name may be one. A reference whose client a test replaces
	 * names an application that nobody has to list.
	 */
	private static Predicate<String> others(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		if (beanFactory.getBeanNamesForType(EndpointResolver.class, true, false).length > 0
				|| beanFactory.getBeanNamesForType(InstanceSources.Registry.class, true, false).length > 0) {
			return (application) -> true;
		}
		return (application) -> beanFactory.getBeanProvider(RemoteReferences.Wanted.class)
			.stream()
			.flatMap((wanted) -> wanted.references().stream())
			.map((reference) -> Names.canonical(environment.resolvePlaceholders(reference.value())))
			.anyMatch(Names.canonical(application)::equals);
	}

	@Bean
	RpcSettings rpcSettings(RpcProperties properties) {
		return new RpcSettings(properties);
	}

	@Bean
	RpcJson rpcJson(RpcSettings settings, ObjectProvider<JsonMapperBuilderCustomizer> customizers) {
		List<Consumer<JsonMapper.Builder>> all = customizers
			.orderedStream().<Consumer<JsonMapper.Builder>>map((customizer) -> customizer::customize).toList();
		return new RpcJson(JsonCodec.strictMapper(all, settings.limits()));
	}

	@Bean
	@ConditionalOnMissingBean
	ContractParser rpcContractParser(RpcJson json) {
		return ContractParser.using(json.mapper());
	}

	@Bean
	@ConditionalOnMissingBean(PayloadCodec.class)
	JsonCodec rpcJsonCodec(RpcJson json, RpcSettings settings, ObjectProvider<GeneratedJson> generated) {
		JsonCodec codec = JsonCodec.using(json.mapper(), settings.limits());
		GeneratedJson known = generated.getIfUnique();
		return (known != null) ? codec.with(known) : codec;
	}

	@Bean
	Codecs rpcCodecs(PayloadCodec codec, ObjectProvider<GrpcCodec> protobuf) {
		return new Codecs(codec, protobuf::getIfAvailable);
	}

	@Bean
	@ConditionalOnMissingBean
	ErrorCodec rpcErrorCodec(RpcJson json) {
		return ErrorCodec.using(json.mapper());
	}

	/** Both sides of gRPC and of HTTP share it, and each may be missing. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "com.google.protobuf.CodedInputStream")
	static class ProtobufConfiguration {

		@Bean
		@ConditionalOnMissingBean
		GrpcCodec rpcGrpcCodec(RpcJson json, PayloadCodec codec, RpcSettings settings) {
			ContractSchemas schemas = ContractSchemas.using(json.mapper());
			return new GrpcCodec(ProtobufCodec.using(schemas, codec, settings.limits()), schemas);
		}

	}

	/** The JSON of messages that protoc has generated. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "com.google.protobuf.util.JsonFormat")
	static class GeneratedJsonConfiguration {

		@Bean
		@ConditionalOnMissingBean
		GeneratedJson rpcGeneratedJson() {
			return ProtobufJson.create();
		}

	}

	/**
	 * Keeps the strict mapper out of the application's injection points.
	 *
	 * @param mapper the strict mapper
	 */
	record RpcJson(JsonMapper mapper) {
	}

}
