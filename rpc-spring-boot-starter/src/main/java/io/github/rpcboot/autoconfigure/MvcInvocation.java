package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.protocol.http.MappedCalls;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.TypeMismatchException;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.ModelAndView;

/** One request in Spring MVC's adapter. Its result waits for the provider's chain. */
final class MvcInvocation implements MappedCalls.Invocation {

	private static final String CURRENT = MvcInvocation.class.getName();

	private final HandlerAdapter adapter;

	private final HttpServletResponse response;

	private final Object handler;

	private @Nullable ModelAndView view;

	private MappedCalls.@Nullable Result result;

	MvcInvocation(HandlerAdapter adapter, HttpServletResponse response, Object handler) {
		this.adapter = adapter;
		this.response = response;
		this.handler = handler;
	}

	/** The one whose method is invoked, {@code null} while a later result is written. */
	static @Nullable MvcInvocation of(HttpServletRequest request) {
		return (request.getAttribute(CURRENT) instanceof MvcInvocation invocation) ? invocation : null;
	}

	@Override
	public MappedCalls.@Nullable Result proceed(HttpServletRequest request) throws Exception {
		request.setAttribute(CURRENT, this);
		try {
			this.view = this.adapter.handle(request, this.response, this.handler);
			return this.result;
		}
		finally {
			request.removeAttribute(CURRENT);
		}
	}

	void returns(MappedCalls.Result result) {
		this.result = result;
	}

	/** What a controller that is no REST controller may return. */
	@Nullable ModelAndView view() {
		return this.view;
	}

	@Override
	public int status(Throwable thrown) {
		if (thrown instanceof ErrorResponse error) {
			return error.getStatusCode().value();
		}
		if (thrown instanceof TypeMismatchException || thrown instanceof HttpMessageNotReadableException) {
			return 400;
		}
		ResponseStatus annotation = AnnotatedElementUtils.findMergedAnnotation(thrown.getClass(), ResponseStatus.class);
		return (annotation != null) ? annotation.code().value() : 500;
	}

}
