package io.github.rpcboot.security;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Answers refused calls before the application's own handling does. That one is left as
 * it is: an entry point of ours in it would be the first, which Spring Security takes as
 * the default for everything else.
 */
final class CallRefusals extends ExceptionTranslationFilter {

	private final RequestMatcher calls;

	CallRefusals(RequestMatcher calls, AuthenticationEntryPoint unauthenticated, AccessDeniedHandler denied) {
		super(unauthenticated, new NullRequestCache());
		setAccessDeniedHandler(denied);
		this.calls = calls;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (this.calls.matches((HttpServletRequest) request)) {
			super.doFilter(request, response, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

}
