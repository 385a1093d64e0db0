package io.github.rpcboot.security;

import java.security.Principal;
import java.util.Locale;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.FailureMapper;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
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
		return (call, thrown) -> {
			if (thrown instanceof AuthenticationException) {
				return unauthenticated();
			}
			return (thrown instanceof AccessDeniedException) ? denied(call) : null;
		};
	}

	private static RpcFailure unauthenticated() {
		return RpcFailure.answered(RpcStatus.UNAUTHENTICATED, "The call carries no valid credentials.");
	}

	/** An asynchronous method may fail on a thread that knows nobody. */
	private static RpcFailure denied(RpcCall call) {
		return (isKnown(call.peer().principal()) || isKnown(SecurityContextHolder.getContext().getAuthentication()))
				? forbidden() : unauthenticated();
	}

	private static boolean isKnown(@Nullable Principal principal) {
		return principal != null && !(principal instanceof Authentication known && TRUST.isAnonymous(known));
	}

	private static RpcFailure forbidden() {
		return RpcFailure.answered(RpcStatus.PERMISSION_DENIED, "The caller may not call this method.");
	}

	/**
	 * Takes the caller of the current thread along.
	 * @param task a task for another thread
	 * @return the task on behalf of this caller
	 */
	public static Runnable onBehalf(Runnable task) {
		return new DelegatingSecurityContextRunnable(task);
	}

	/**
	 * Who Spring Security says calls on the current thread.
	 * @return the caller, {@code null} if nobody is known
	 */
	public static @Nullable Principal caller() {
		Principal caller = SecurityContextHolder.getContext().getAuthentication();
		return isKnown(caller) ? caller : null;
	}

	/**
	 * Lets calls pass without a CSRF token. A page of another origin cannot send their
	 * content types without asking first (CORS).
	 * @param servletName the name of the servlet that takes calls
	 * @return a customizer that Spring Security applies to every filter chain
	 */
	public static Customizer<CsrfConfigurer<HttpSecurity>> csrf(String servletName) {
		return (csrf) -> csrf.ignoringRequestMatchers((request) -> isCall(request, servletName) && isMessage(request));
	}

	/**
	 * Answers refusals in the format of calls.
	 * @param servletName the name of the servlet that takes calls
	 * @param errors writes the body
	 * @return a customizer that Spring Security applies to every filter chain
	 */
	public static Customizer<HttpSecurity> answers(String servletName, ErrorCodec errors) {
		RequestMatcher calls = (request) -> isCall(request, servletName);
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

	/** Not by the path: below it may lie pages of the application's own. */
	private static boolean isCall(HttpServletRequest request, String servletName) {
		return servletName.equals(request.getHttpServletMapping().getServletName());
	}

	private static boolean isMessage(HttpServletRequest request) {
		@Nullable String type = request.getContentType();
		String lower = (type != null) ? type.toLowerCase(Locale.ROOT) : "";
		return lower.startsWith("application/json") || lower.startsWith("application/proto")
				|| lower.startsWith("application/connect+");
	}

}
