package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.FailureMapper;
import io.github.rpcboot.protocol.http.HttpRpcEndpoint;
import io.github.rpcboot.security.SpringSecurity;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;

/**
 * What Spring Security needs to know of calls, where it is present.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RpcAutoConfiguration.class)
@ConditionalOnClass(AccessDeniedException.class)
public final class RpcSecurityAutoConfiguration {

	@Bean
	FailureMapper rpcSecurityFailures() {
		return SpringSecurity.failures();
	}

	/** The filters stand before our servlet. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HttpSecurity.class)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class FilterConfiguration {

		@Bean
		Customizer<CsrfConfigurer<HttpSecurity>> rpcCsrfCustomizer() {
			return SpringSecurity.csrf(HttpRpcEndpoint.SERVLET_NAME);
		}

		@Bean
		Customizer<HttpSecurity> rpcExceptionHandlingCustomizer(ErrorCodec errors) {
			return SpringSecurity.answers(HttpRpcEndpoint.SERVLET_NAME, errors);
		}

	}

}
