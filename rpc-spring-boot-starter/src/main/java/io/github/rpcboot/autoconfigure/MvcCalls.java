package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.autoconfigure.MvcMethods.MvcMethod;
import io.github.rpcboot.protocol.http.MappedCalls;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.Ordered;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.ModelAndView;

/**
 * Leads requests for methods of contracts through the provider's chain, with the
 * application's own adapter of Spring MVC as its end.
 */
final class MvcCalls implements HandlerAdapter, Ordered {

	private final MvcMethods methods;

	private final MappedCalls calls;

	private final SingletonSupplier<HandlerAdapter> adapter;

	MvcCalls(MvcMethods methods, MappedCalls calls, BeanFactory beanFactory) {
		this.methods = methods;
		this.calls = calls;
		this.adapter = SingletonSupplier
			.of(() -> beanFactory.getBean("requestMappingHandlerAdapter", HandlerAdapter.class));
	}

	/** Before the adapter that would take them without a chain. */
	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public boolean supports(Object handler) {
		return this.methods.find(handler) != null;
	}

	@Override
	public @Nullable ModelAndView handle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws Exception {
		HandlerAdapter adapter = this.adapter.obtain();
		MvcMethod method = this.methods.find(handler);
		if (method == null || WebAsyncUtils.getAsyncManager(request).hasConcurrentResult()) {
			return adapter.handle(request, response, handler);
		}
		View view = new View();
		this.calls.handle(request, response, method.contract(),
				() -> view.chosen = adapter.handle(request, response, handler));
		return view.chosen;
	}

	/** What a controller that is no REST controller may return. */
	private static final class View {

		private @Nullable ModelAndView chosen;

	}

}
