package io.github.rpcboot.autoconfigure;

import java.io.IOException;

import io.github.rpcboot.protocol.http.MappedCalls;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers an {@code RpcException} that a method of a contract throws, with its status.
 * Handlers of the application's own come first.
 */
final class MvcFailures implements HandlerExceptionResolver, Ordered {

	private final MappedCalls calls;

	MvcFailures(MappedCalls calls) {
		this.calls = calls;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception ex) {
		try {
			return this.calls.answer(request, response, ex) ? new ModelAndView() : null;
		}
		catch (IOException failure) {
			return null;
		}
	}

}
