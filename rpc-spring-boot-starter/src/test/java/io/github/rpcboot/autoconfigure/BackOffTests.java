package io.github.rpcboot.autoconfigure;

import java.util.List;

import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.JsonCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.consumer.RemoteTarget;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.provider.ArgumentValidator;
import io.github.rpcboot.provider.RemoteServices;
import jakarta.servlet.http.HttpServlet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static io.github.rpcboot.RpcStatus.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application's own bean replaces ours.
 */
class BackOffTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	@Test
	void theApplicationsContractParserReplacesOurs() {
		ContractParser own = ContractParser.using(MAPPER);
		assertOnly(ContractParser.class, own);
	}

	@Test
	void theApplicationsCodecReplacesOurs() {
		PayloadCodec own = JsonCodec.using(MAPPER, RpcLimits.DEFAULT);
		assertOnly(PayloadCodec.class, own);
	}

	@Test
	void theApplicationsErrorCodecReplacesOurs() {
		ErrorCodec own = ErrorCodec.using(MAPPER);
		assertOnly(ErrorCodec.class, own);
	}

	@Test
	void theApplicationsTargetsReplaceOurs() {
		RemoteTarget target = new RemoteTarget("own", (call) -> RpcReply.failure(failure()), (method) -> null,
				JsonCodec.using(MAPPER, RpcLimits.DEFAULT));
		RemoteReferences.Targets own = (value, contract) -> target;
		assertOnly(RemoteReferences.Targets.class, own);
	}

	@Test
	void theApplicationsReferencesReplaceOurs() {
		RemoteReferences own = new RemoteReferences(ContractParser.using(MAPPER), (value, contract) -> null, List.of());
		assertOnly(RemoteReferences.class, own);
	}

	@Test
	void theApplicationsServicesReplaceOursAndTheScannerLeavesThemAlone() {
		RpcServices own = new OwnServices();
		runner(RpcServices.class, own).withUserConfiguration(WithService.class).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(RemoteServices.class);
			assertThat(context.getBean(RpcServices.class)).isSameAs(own);
		});
	}

	@Test
	void theApplicationsArgumentValidatorReplacesOurs() {
		ArgumentValidator own = (method, type) -> null;
		runner(ArgumentValidator.class, own).withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
			.run((context) -> assertIs(context, ArgumentValidator.class, own));
	}

	@Test
	void theApplicationsEndpointReplacesOurs() {
		runner(RpcEndpoint.class, new RpcEndpoint(null, null, null, null))
			.withPropertyValues("management.endpoints.web.exposure.include=rpc")
			.run((context) -> assertThat(context).hasSingleBean(RpcEndpoint.class).doesNotHaveBean("rpcEndpoint"));
	}

	@Test
	void theApplicationsServletReplacesOurs() {
		Runners.web().withUserConfiguration(WithServlet.class).run((context) -> {
			assertThat(context).hasSingleBean(ServletRegistrationBean.class);
			ServletRegistrationBean<?> servlet = context.getBean("rpcServlet", ServletRegistrationBean.class);
			assertThat(servlet.getUrlMappings()).containsExactly("/own/*");
		});
	}

	private static <T> ApplicationContextRunner runner(Class<T> type, T bean) {
		return Runners.plain().withBean("own", type, () -> bean);
	}

	private static <T> void assertOnly(Class<T> type, T bean) {
		runner(type, bean).run((context) -> assertIs(context, type, bean));
	}

	private static <T> void assertIs(AssertableApplicationContext context, Class<T> type, T bean) {
		assertThat(context).hasNotFailed().hasSingleBean(type);
		assertThat(context.getBean(type)).isSameAs(bean);
	}

	private static RpcFailure failure() {
		return RpcFailure.answered(UNAVAILABLE, "own");
	}

	private static final class OwnServices implements RpcServices {

		@Override
		public MethodContract find(String service, String method) {
			return MethodContract.unknown(service, method);
		}

		@Override
		public RpcReply handle(RpcCall call) {
			return RpcReply.failure(failure());
		}

		@Override
		public RpcReply handle(RpcCall call, RpcHandler end) {
			return handle(call);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithService {

		@Bean
		HelloBean hello() {
			return new HelloBean();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithServlet {

		@Bean
		ServletRegistrationBean<HttpServlet> rpcServlet() {
			return new ServletRegistrationBean<>(new HttpServlet() {
			}, "/own/*");
		}

	}

}
