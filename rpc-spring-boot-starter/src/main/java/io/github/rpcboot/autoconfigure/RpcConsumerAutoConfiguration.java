package io.github.rpcboot.autoconfigure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import feign.Client;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.call.CallThreads;
import io.github.rpcboot.call.ConsumerInterceptor;
import io.github.rpcboot.call.EndpointResolver;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.TransportFactory;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.consumer.RemoteReferences.Wanted;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.ServiceContract;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ResourceLoader;

/**
 * The consuming side: a bean for every {@code @RemoteReference}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RpcAutoConfiguration.class,
		afterName = { "org.springframework.cloud.openfeign.FeignAutoConfiguration",
				"org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration" })
public final class RpcConsumerAutoConfiguration {

	private static final String SPRING_CLOUD = "org.springframework.cloud.";

	@Bean
	static BeanDefinitionRegistryPostProcessor rpcReferenceRegistrar() {
		return RemoteReferences.registrar();
	}

	@Bean
	@ConditionalOnMissingBean(value = RemoteReferences.Targets.class, search = SearchStrategy.CURRENT)
	ConfiguredTargets rpcTargets(RpcSettings settings, InstanceSources sources, TargetFactory factory,
			ContractParser parser, ObjectProvider<Wanted> wanted, ConfigurableListableBeanFactory beanFactory) {
		return new ConfiguredTargets(settings, sources, factory, () -> contracts(wanted, parser, beanFactory),
				(text) -> resolve(beanFactory, text));
	}

	@Bean
	InstanceSources rpcInstanceSources(RpcSettings settings, ObjectProvider<EndpointResolver> resolvers,
			ObjectProvider<InstanceSources.Registry> registry, ObjectProvider<RpcEvents> events,
			ConfigurableListableBeanFactory beanFactory) {
		return InstanceSources.of(settings, resolvers, registry, () -> feignClient(beanFactory) != null,
				RpcEvents.all(events.orderedStream().toList()));
	}

	@Bean
	TargetFactory rpcTargetFactory(RpcSettings settings, Codecs codecs, ErrorCodec errors,
			ObjectProvider<ConsumerInterceptor> interceptors, ObjectProvider<RpcServices> services,
			ObjectProvider<SslBundles> sslBundles, ObjectProvider<Instrumentation> instrumentation,
			ObjectProvider<RpcEvents> events, ObjectProvider<TransportFactory> protocols,
			ObjectProvider<GrpcClients> grpcClients, ConfigurableListableBeanFactory beanFactory,
			ResourceLoader resources) {
		Transports transports = new Transports(codecs, errors, settings, () -> feignClient(beanFactory), services,
				sslBundles, new MappedClients(beanFactory, resources), grpcClients::getIfAvailable,
				protocols.orderedStream().toList());
		RpcEvents all = RpcEvents.all(events.orderedStream().toList());
		return new TargetFactory(settings, transports, interceptors.orderedStream().toList(),
				new Fallbacks(beanFactory, all), instrumentation.getIfAvailable(), all);
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	RemoteReferences rpcReferences(ContractParser parser, RemoteReferences.Targets targets, RpcSettings settings,
			ObjectProvider<Instrumentation> instrumentation) {
		Executor threads = CallThreads.create("rpc-async-");
		Instrumentation observed = instrumentation.getIfAvailable();
		return new RemoteReferences(parser, targets, settings.propagated(),
				(observed != null) ? observed.carrying(threads) : threads);
	}

	private static Map<ServiceContract, String> contracts(ObjectProvider<Wanted> wanted, ContractParser parser,
			ConfigurableListableBeanFactory beanFactory) {
		Map<ServiceContract, String> contracts = new LinkedHashMap<>();
		wanted.stream().flatMap((one) -> one.references().stream()).forEach((reference) -> {
			String value = resolve(beanFactory, reference.value());
			contracts.put(parser.parse(reference.contract()), value);
		});
		return contracts;
	}

	private static String resolve(ConfigurableListableBeanFactory beanFactory, String text) {
		String resolved = beanFactory.resolveEmbeddedValue(text);
		return (resolved != null) ? resolved : "";
	}

	/** A client of the application's own; Spring Cloud defines one in every one. */
	private static @Nullable Client feignClient(ConfigurableListableBeanFactory beanFactory) {
		List<String> names = Arrays.stream(beanFactory.getBeanNamesForType(Client.class, true, false))
			.filter((name) -> !BeanMaker.of(beanFactory, name).startsWith(SPRING_CLOUD))
			.toList();
		if (names.size() > 1) {
			throw new RpcConfigurationException("There are several beans of type feign.Client: " + names + ".",
					"Leave one of them, which then carries the calls.");
		}
		return names.isEmpty() ? null : beanFactory.getBean(names.get(0), Client.class);
	}

}
