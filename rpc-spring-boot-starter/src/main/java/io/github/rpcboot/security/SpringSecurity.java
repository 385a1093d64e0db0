package io.github.rpcboot.security;

import java.util.Locale;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.FailureMapper;
import io.github.rpcboot.call.RpcFailure;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * What Spring Security needs to know of calls: its exceptions have a status, a refusal is
 * an answer and never a redirect, and a request that no browser form can send needs no
 * CSRF token. Who may call stays the application's decision.
 *
 * @since 0.1.0
 */
public final class SpringSecurity {

	private static final AuthenticationTrustResolver TRUST = new AuthenticationTrustResolverImpl();

	private SpringSecurity() {
	}

	/**
	 * Maps the exceptions of method security.
	 * @return a mapper
	 */
	public static FailureMapper failures() {
		return (thrown) -> {
			if (thrown instanceof AuthenticationException) {
				return unauthenticated();
			}
			return (thrown instanceof AccessDeniedException) ? denied() : null;
		};
	}

	private static RpcFailure unauthenticated() {
		return RpcFailure.answered(RpcStatus.UNAUTHENTICATED, "The call carries no valid credentials.");
	}

	private static RpcFailure denied() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		boolean anonymous = authentication == null || TRUST.isAnonymous(authentication);
		return anonymous ? unauthenticated() : forbidden();
	}

	private static RpcFailure forbidden() {
		return RpcFailure.answered(RpcStatus.PERMISSION_DENIED, "The caller may not call this method.");
	}

	/**
	 * Lets JSON calls pass without a CSRF token. A page of another origin cannot send
	 * that content type without asking first (CORS).
	 * @param basePath the base path of calls
	 * @return a customizer that Spring Security applies to every filter chain
	 */
	public static Customizer<CsrfConfigurer<HttpSecurity>> csrf(String basePath) {
		return (csrf) -> csrf.ignoringRequestMatchers((request) -> isCall(request, basePath) && isJson(request));
	}

	/**
	 * Answers refusals in the format of calls.
	 * @param basePath the base path of calls
	 * @param errors writes the body
	 * @return a customizer that Spring Security applies to every filter chain
	 */
	public static Customizer<HttpSecurity> answers(String basePath, ErrorCodec errors) {
		RequestMatcher calls = (request) -> isCall(request, basePath);
		AuthenticationEntryPoint unauthenticated = (request, response, ex) -> {
			response.setHeader("WWW-Authenticate", "Bearer");
			SecurityAnswers.write(response, 401, errors.encode(unauthenticated()));
		};
		AccessDeniedHandler forbidden = (request, response, ex) -> SecurityAnswers.write(response, 403,
				errors.encode(forbidden()));
		return (http) -> http
			.addFilterAfter(new CallRefusals(calls, unauthenticated, forbidden), ExceptionTranslationFilter.class)
			.exceptionHandling((handling) -> denials(handling, calls, forbidden));
	}

	/** For the CSRF filter. A handler that is alone would answer for all requests. */
	private static void denials(ExceptionHandlingConfigurer<HttpSecurity> handling, RequestMatcher calls,
			AccessDeniedHandler forbidden) {
		handling.defaultAccessDeniedHandlerFor(forbidden, calls)
			.defaultAccessDeniedHandlerFor(new AccessDeniedHandlerImpl(), (request) -> false);
	}

	private static boolean isCall(HttpServletRequest request, String basePath) {
		String path = request.getServletPath();
		return path != null && (path.equals(basePath) || path.startsWith(basePath + "/"));
	}

	private static boolean isJson(HttpServletRequest request) {
		@Nullable String type = request.getContentType();
		return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
	}

}
