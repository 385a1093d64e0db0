package io.github.rpcboot.autoconfigure.test;

import java.util.Set;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/** Leaves out of the scan what an {@link RpcTest} does not name. */
final class RpcTestTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<RpcTest> {

	private final Set<Class<?>> components;

	RpcTestTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
		this.components = Set.of(getAnnotation().getValue("components", Class[].class).orElse(new Class<?>[0]));
	}

	/** There are none but the named components. */
	@Override
	protected boolean isUseDefaultFilters() {
		return true;
	}

	@Override
	protected Set<Class<?>> getComponentIncludes() {
		return this.components;
	}

}
