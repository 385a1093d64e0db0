package io.github.rpcboot.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.FailureMapper;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.ProviderInterceptor;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.protocol.http.CallerPresence;
import io.github.rpcboot.protocol.http.HttpDrain;
import io.github.rpcboot.protocol.http.HttpRpcEndpoint;
import io.github.rpcboot.protocol.http.MappedCalls;
import io.github.rpcboot.provider.ArgumentValidator;
import io.github.rpcboot.provider.MappedServices;
import io.github.rpcboot.provider.RemoteServices;
import io.github.rpcboot.security.RpcAuthorizer;
import io.github.rpcboot.security.SecuritySteps;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.validation.Validator;
import org.apache.catalina.connector.RequestFacade;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.NioEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The providing side: exposes every bean of {@code @RemoteService}, in a servlet web
 * application through a servlet beside the DispatcherServlet.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RpcAutoConfiguration.class,
		afterName = { "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration",
				"org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration" })
public final class RpcProviderAutoConfiguration {

	private static final String SECURITY_FILTERS = "springSecurityFilterChain";

	private static final String RPC_SERVLET = "rpcServlet";

	@Bean
	@ConditionalOnMissingBean(value = RpcServices.class, search = SearchStrategy.CURRENT)
	RemoteServices rpcServices(RpcSettings settings, Environment environment,
			ObjectProvider<Instrumentation> instrumentation, ObjectProvider<RpcAuthorizer> authorizers,
			ObjectProvider<RpcEvents> events, ObjectProvider<ProviderInterceptor> interceptors,
			ObjectProvider<FailureMapper> mappers, ObjectProvider<ArgumentValidator> validator) {
		RpcInterceptor admission = RemoteServices.admit(admission(settings.properties().provider(), environment),
				RpcEvents.all(events.orderedStream().toList()));
		List<RpcInterceptor> chain = providerInterceptors(settings, instrumentation.getIfAvailable(),
				authorizers.orderedStream().toList(), admission, interceptors.orderedStream().toList());
		return RemoteServices.create(chain, mappers.orderedStream().toList(), validator.getIfAvailable(),
				settings.properties().provider().streamIdleTimeout());
	}

	/** The provider's chain: outermost first, a line per step. */
	private static List<RpcInterceptor> providerInterceptors(RpcSettings settings,
			@Nullable Instrumentation instrumentation, List<RpcAuthorizer> authorizers, RpcInterceptor admission,
			List<ProviderInterceptor> users) {
		String token = settings.properties().provider().token();
		List<RpcInterceptor> chain = new ArrayList<>();
		if (instrumentation != null) {
			chain.add(instrumentation.incoming());
		}
		if (token != null) {
			chain.add(SecuritySteps.requireToken(token));
		}
		chain.add(RemoteServices.refuseUnknown());
		chain.add(SecuritySteps.authorize(authorizers));
		chain.add(admission);
		chain.add(RemoteServices.keepDeadline());
		chain.addAll(users);
		return chain;
	}

	private static RemoteServices.Admission admission(RpcProperties.Provider provider, Environment environment) {
		Integer configured = provider.maxInFlight();
		int maxInFlight = (configured != null) ? configured : new ServerThreads(environment).calls();
		return new RemoteServices.Admission(maxInFlight, provider.maxWait(), provider.adaptiveLimit(),
				new ProvidedServices(provider.services())::maxInFlight);
	}

	@Bean
	SmartInitializingSingleton rpcServiceScanner(ConfigurableListableBeanFactory beanFactory, ContractParser parser,
			RpcSettings settings, PayloadCodec codec, ObjectProvider<RemoteServices> services,
			ObjectProvider<MappedServices> mapped) {
		SmartInitializingSingleton scanner = RemoteServices.scanner(beanFactory, parser, services::getIfAvailable,
				mapped::getIfAvailable);
		ProvidedServices known = new ProvidedServices(settings.properties().provider().services());
		return () -> {
			scanner.afterSingletonsInstantiated();
			services.ifAvailable((provided) -> {
				known.check(provided.contracts());
				if (beanFactory.containsBean(RPC_SERVLET)) {
					requireCodec(provided.contracts(), codec);
				}
			});
		};
	}

	/**
	 * A codec may lack a library for generated messages, which a call is too late for.
	 * Over gRPC alone nobody needs it.
	 */
	private static void requireCodec(Collection<ServiceContract> contracts, PayloadCodec codec) {
		contracts.stream()
			.flatMap((contract) -> contract.methods().stream())
			.filter(MethodContract::hasGeneratedMessages)
			.forEach(codec::prepare);
	}

	/** A provider only, on a servlet container only. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Servlet.class, ServletRegistrationBean.class })
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@Import(DrainConfiguration.class)
	static class ServletConfiguration {

		@Bean
		HttpDrain rpcHttpDrain() {
			return HttpDrain.create();
		}

		@Bean
		@ConditionalOnMissingBean(name = RPC_SERVLET, search = SearchStrategy.CURRENT)
		ServletRegistrationBean<HttpServlet> rpcServlet(RpcServices services, Codecs codecs, ErrorCodec errors,
				RpcSettings settings, HttpDrain drain, ObjectProvider<CallerPresence> presence,
				ConfigurableListableBeanFactory beanFactory) {
			ServletRegistrationBean<HttpServlet> registration = new ServletRegistrationBean<>(
					HttpRpcEndpoint.servlet(services, codecs.served(settings.properties().provider().codecs()), errors,
							http(settings, beanFactory), drain, presence.getIfAvailable(() -> (request) -> null)),
					settings.properties().provider().basePath() + "/*");
			registration.setName(HttpRpcEndpoint.SERVLET_NAME);
			registration.setLoadOnStartup(1);
			registration.setEnabled(provides(beanFactory));
			return registration;
		}

		private static HttpRpcEndpoint.Settings http(RpcSettings settings,
				ConfigurableListableBeanFactory beanFactory) {
			return new HttpRpcEndpoint.Settings(settings.properties().provider().timeout(), "rpc.provider.timeout",
					settings.limits(), beanFactory.containsBean(SECURITY_FILTERS),
					settings.properties().provider().streamIdleTimeout());
		}

		private static boolean provides(ConfigurableListableBeanFactory beanFactory) {
			for (String name : beanFactory.getBeanDefinitionNames()) {
				if (beanFactory.findAnnotationOnBean(name, RemoteService.class, false) != null) {
					return true;
				}
			}
			return false;
		}

		@Bean
		UnauthenticatedWarning rpcUnauthenticatedWarning(ObjectProvider<RemoteServices> services, RpcSettings settings,
				ObjectProvider<RpcAuthorizer> authorizers, ConfigurableListableBeanFactory beanFactory,
				Environment environment) {
			boolean guarded = settings.properties().provider().token() != null
					|| authorizers.stream().findAny().isPresent() || beanFactory.containsBean(SECURITY_FILTERS);
			return new UnauthenticatedWarning(services, guarded, environment, UnauthenticatedWarning.Server.WEB);
		}

		@Bean
		ServerSettingsCheck rpcServerSettingsCheck(ObjectProvider<RemoteServices> services, RpcSettings settings,
				Environment environment) {
			return new ServerSettingsCheck(services, environment, settings.properties().provider().maxInFlight());
		}

	}

	/** Contracts that are mapped to REST, where there is Spring MVC. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ DispatcherServlet.class, RequestMappingHandlerMapping.class })
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class MvcConfiguration {

		@Bean
		MappedCalls rpcMappedCalls(RpcServices services, PayloadCodec codec, ErrorCodec errors, RpcSettings settings,
				HttpDrain drain, ConfigurableListableBeanFactory beanFactory) {
			return MappedCalls.of(services, codec, errors, ServletConfiguration.http(settings, beanFactory), drain);
		}

		@Bean
		MvcMethods rpcMvcMethods() {
			return new MvcMethods();
		}

		@Bean
		@ConditionalOnMissingBean(value = MappedServices.class, search = SearchStrategy.CURRENT)
		MvcServices rpcMvcServices(ConfigurableListableBeanFactory beanFactory, MvcMethods methods,
				RpcSettings settings) {
			return new MvcServices(beanFactory, methods, settings.properties().provider().basePath());
		}

		@Bean(defaultCandidate = false)
		MvcCalls rpcMvcCalls(MvcMethods methods, MappedCalls calls, ConfigurableListableBeanFactory beanFactory) {
			return new MvcCalls(methods, calls, beanFactory);
		}

		@Bean(defaultCandidate = false)
		MvcFailures rpcMvcFailures(MappedCalls calls) {
			return new MvcFailures(calls);
		}

	}

	/** What Tomcat's defaults cost callers. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Tomcat.class, TomcatWebServer.class })
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class TomcatConfiguration {

		@Bean
		TomcatKeepAlive rpcTomcatKeepAlive(Environment environment, ConfigurableListableBeanFactory beanFactory) {
			return new TomcatKeepAlive(environment, () -> ServletConfiguration.provides(beanFactory));
		}

	}

	/** Also that which the application is deployed to. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Servlet.class, RequestFacade.class, Http11Processor.class, NioEndpoint.class })
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class TomcatCallersConfiguration {

		@Bean
		@ConditionalOnMissingBean(CallerPresence.class)
		TomcatCallers rpcTomcatCallers() {
			return new TomcatCallers();
		}

	}

	/** Arguments are checked where the application brings a validator. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Validator.class)
	static class ValidationConfiguration {

		@Bean
		@ConditionalOnSingleCandidate(Validator.class)
		@ConditionalOnMissingBean
		ArgumentValidator rpcArgumentValidator(Validator validator) {
			return ArgumentValidator.using(validator);
		}

	}

}
