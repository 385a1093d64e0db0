package io.github.rpcboot.autoconfigure;

import java.util.function.Supplier;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.call.FailureMapper;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.provider.ArgumentValidator;
import io.github.rpcboot.provider.RemoteServices;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import jakarta.servlet.Servlet;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is there, depending on the class path and on what the application uses.
 */
class ConditionsTests {

	@Test
	void aWebApplicationThatProvidesGetsOurServletBelowTheBasePath() {
		Runners.web().withUserConfiguration(ProviderOnly.class).run((context) -> {
			ServletRegistrationBean<?> servlet = context.getBean("rpcServlet", ServletRegistrationBean.class);
			assertThat(servlet.isEnabled()).isTrue();
			assertThat(servlet.getUrlMappings()).containsExactly("/rpc/*");
			assertThat(servlet.getServletName()).isEqualTo("rpc");
			assertThat(servlet.isAsyncSupported()).isTrue();
		});
	}

	@Test
	void aWebApplicationThatProvidesNothingHasNoServletOfOurs() {
		Runners.web()
			.withUserConfiguration(ConsumerOnly.class)
			.run((context) -> assertThat(context.getBean("rpcServlet", ServletRegistrationBean.class).isEnabled())
				.isFalse());
	}

	@Test
	void aServiceDeclaredByABeanMethodCountsAsProvided() {
		Runners.web()
			.withUserConfiguration(ProviderByBeanMethod.class)
			.run((context) -> assertThat(context.getBean("rpcServlet", ServletRegistrationBean.class).isEnabled())
				.isTrue());
	}

	@Test
	void anApplicationThatIsNotAWebApplicationHasServicesAndNoServlet() {
		Runners.plain().withUserConfiguration(ProviderOnly.class).run((context) -> {
			assertThat(context).doesNotHaveBean("rpcServlet").doesNotHaveBean(UnauthenticatedWarning.class);
			assertThat(context.getBean(RemoteServices.class).contracts()).hasToString("[Hello]");
		});
	}

	@Test
	void withoutServletsThereIsNoServlet() {
		Runners.plain()
			.withClassLoader(new FilteredClassLoader(Servlet.class))
			.withUserConfiguration(ProviderOnly.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("rpcServlet"));
	}

	@Test
	void aConsumerNeedsNoService() {
		Runners.plain().withUserConfiguration(ConsumerOnly.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(RemoteServices.class).contracts()).isEmpty();
			assertThat(context.getBean(RemoteReferences.class).references()).hasSize(1);
			assertThat(context.getBean(Greeter.class).hello).hasToString("Remote Hello at 'inprocess://local'");
		});
	}

	@Test
	void anApplicationThatUsesNeitherSideStarts() {
		Runners.web().run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(RemoteReferences.class).references()).isEmpty();
		});
	}

	@Test
	void withSpringSecurityItsExceptionsAreMapped() {
		Runners.plain().run((context) -> assertThat(context).hasSingleBean(FailureMapper.class));
	}

	@Test
	void withSpringSecurityItsFiltersLearnOfCalls() {
		Runners.web()
			.run((context) -> assertThat(context).hasBean("rpcCsrfCustomizer")
				.hasBean("rpcExceptionHandlingCustomizer"));
	}

	@Test
	void withoutSpringSecurityNothingOfItIsThere() {
		Runners.web()
			.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.withUserConfiguration(ProviderOnly.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(FailureMapper.class)
				.doesNotHaveBean("rpcCsrfCustomizer"));
	}

	@Test
	void withAValidatorArgumentsAreChecked() {
		Runners.plain()
			.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(ArgumentValidator.class));
	}

	@Test
	void withoutAValidatorBeanArgumentsAreNotChecked() {
		Runners.plain().run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ArgumentValidator.class));
	}

	@Test
	void withoutJakartaValidationArgumentsAreNotChecked() {
		Runners.plain()
			.withClassLoader(new FilteredClassLoader(Validator.class))
			.withUserConfiguration(ProviderOnly.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ArgumentValidator.class));
	}

	@Test
	void withoutTheJsonOfProtobufItsMessagesAreRefusedWithWhatToAdd() {
		Runners.web()
			.withUserConfiguration(GeneratedProvider.class)
			.run((context) -> assertThat(context).hasNotFailed());
		Runners.web()
			.withClassLoader(new FilteredClassLoader("com.google.protobuf.util"))
			.withUserConfiguration(GeneratedProvider.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessage("The messages of Checks/check are generated by protoc, and nothing here knows their JSON. "
						+ "Add the dependency 'com.google.protobuf:protobuf-java-util'."));
		Runners.plain()
			.withClassLoader(new FilteredClassLoader("com.google.protobuf.util"))
			.withUserConfiguration(GeneratedConsumer.class)
			.withPropertyValues("rpc.endpoints.checks=http://localhost:1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("nothing here knows their JSON. Add the dependency"));
	}

	@Test
	void withoutTheJsonOfProtobufItsMessagesTravelWhereNobodyNeedsIt() {
		Runners.plain()
			.withClassLoader(new FilteredClassLoader("com.google.protobuf.util"))
			.withUserConfiguration(GeneratedProvider.class)
			.run((context) -> assertThat(context).hasNotFailed());
		Runners.plain()
			.withClassLoader(new FilteredClassLoader("com.google.protobuf.util"))
			.withUserConfiguration(GeneratedConsumer.class)
			.withPropertyValues("rpc.endpoints.checks=http://localhost:1", "rpc.consumer.targets.checks.codec=proto")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void withoutTheActuatorThereIsNoEndpoint() {
		Runners.plain()
			.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.withPropertyValues("management.endpoints.web.exposure.include=rpc")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RpcEndpoint.class));
	}

	@Test
	void theEndpointIsNotExposedByDefault() {
		Runners.plain().run((context) -> assertThat(context).doesNotHaveBean(RpcEndpoint.class));
	}

	@Test
	void theEndpointIsThereWhereItIsExposed() {
		Runners.plain()
			.withPropertyValues("management.endpoints.web.exposure.include=rpc")
			.run((context) -> assertThat(context).hasSingleBean(RpcEndpoint.class));
	}

	@Test
	void anEndpointWithoutAccessIsNotThere() {
		Runners.plain()
			.withPropertyValues("management.endpoints.web.exposure.include=rpc", "management.endpoint.rpc.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(RpcEndpoint.class));
	}

	@Test
	void everyConditionMayFailAtOnce() {
		Runners.web()
			.withClassLoader(new FilteredClassLoader(FilteredClassLoader.ClassFilter.of(Endpoint.class),
					FilteredClassLoader.PackageFilter.of("org.springframework.security", "jakarta.validation",
							"org.springframework.test")))
			.withUserConfiguration(ProviderOnly.class)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(RpcServices.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class ProviderOnly {

		@Bean
		HelloBean hello() {
			return new HelloBean();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProviderByBeanMethod {

		@Bean
		@RemoteService
		Hello hello() {
			return (name) -> name;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConsumerOnly {

		@Bean
		Greeter greeter(@RemoteReference("inprocess://local") Hello hello) {
			return new Greeter(hello);
		}

	}

	record Greeter(Hello hello) {
	}

	interface Checks {

		HealthCheckResponse check(HealthCheckRequest request);

	}

	@Configuration(proxyBeanMethods = false)
	static class GeneratedConsumer {

		@Bean
		Supplier<Checks> caller(@RemoteReference("checks") Checks checks) {
			return () -> checks;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class GeneratedProvider {

		@Bean
		@RemoteService
		Checks checks() {
			return (request) -> HealthCheckResponse.getDefaultInstance();
		}

	}

}
