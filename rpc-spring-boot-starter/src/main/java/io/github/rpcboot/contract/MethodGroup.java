package io.github.rpcboot.contract;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The Java methods that mean one method of the contract: the most derived one first, then
 * those it overrides, and bridges. The signature is for messages.
 */
record MethodGroup(String signature, List<Method> variants) {

	Method primary() {
		return this.variants.get(0);
	}

	<A extends Annotation> Stream<A> annotations(Class<A> type) {
		return this.variants.stream().map((variant) -> variant.getAnnotation(type)).filter(Objects::nonNull);
	}

}
