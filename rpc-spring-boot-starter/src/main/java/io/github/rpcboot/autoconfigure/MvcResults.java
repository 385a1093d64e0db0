package io.github.rpcboot.autoconfigure;

import java.util.List;
import java.util.Set;

import io.github.rpcboot.autoconfigure.MvcMethods.MvcMethod;
import io.github.rpcboot.protocol.http.MappedCalls;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.annotation.MapMethodProcessor;
import org.springframework.web.method.annotation.ModelAttributeMethodProcessor;
import org.springframework.web.method.annotation.ModelMethodProcessor;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.ModelAndViewMethodReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.RequestResponseBodyMethodProcessor;
import org.springframework.web.servlet.mvc.method.annotation.ViewMethodReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.ViewNameMethodReturnValueHandler;

/**
 * Writes results of contracts: they are bodies, and never views, though their beans do
 * not say {@code @ResponseBody}. A result that comes too late is not written.
 */
final class MvcResults implements HandlerMethodReturnValueHandler {

	private static final Set<Class<?>> VIEWS = Set.of(ModelAndViewMethodReturnValueHandler.class,
			ModelMethodProcessor.class, ViewMethodReturnValueHandler.class, ViewNameMethodReturnValueHandler.class,
			MapMethodProcessor.class);

	private final MvcMethods methods;

	private final MappedCalls calls;

	private final List<HandlerMethodReturnValueHandler> all;

	private final List<HandlerMethodReturnValueHandler> bodies;

	MvcResults(MvcMethods methods, MappedCalls calls, List<HandlerMethodReturnValueHandler> all) {
		this.methods = methods;
		this.calls = calls;
		this.all = all;
		this.bodies = all.stream().filter((handler) -> !isForViews(handler)).toList();
	}

	private static boolean isForViews(HandlerMethodReturnValueHandler handler) {
		return VIEWS.contains(handler.getClass()) || handler instanceof ModelAttributeMethodProcessor;
	}

	@Override
	public boolean supportsReturnType(MethodParameter returnType) {
		return find(returnType) != null;
	}

	private @Nullable MvcMethod find(MethodParameter returnType) {
		return this.methods.find(returnType.getContainingClass(), returnType.getMethod());
	}

	@Override
	public void handleReturnValue(@Nullable Object returnValue, MethodParameter returnType,
			ModelAndViewContainer mavContainer, NativeWebRequest webRequest) throws Exception {
		HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
		HttpServletResponse response = webRequest.getNativeResponse(HttpServletResponse.class);
		if (request != null && response != null) {
			this.calls.answering(request, response);
		}
		handler(returnType).handleReturnValue(returnValue, returnType, mavContainer, webRequest);
	}

	private HandlerMethodReturnValueHandler handler(MethodParameter returnType) {
		MvcMethod method = find(returnType);
		boolean controller = method != null && method.controller();
		return (controller ? this.all : this.bodies).stream()
			.filter((handler) -> handler.supportsReturnType(returnType))
			.findFirst()
			.or(() -> this.all.stream().filter(RequestResponseBodyMethodProcessor.class::isInstance).findFirst())
			.orElseThrow(() -> new IllegalStateException(
					"The return value handlers of Spring MVC have none for bodies of responses"));
	}

}
