package io.github.rpcboot.contract;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Refuses contracts that carry Spring's mappings to REST paths. The annotations are
 * compared by name, because Spring's web classes need not be there.
 */
final class RestMappings {

	private static final Set<String> MAPPINGS = Set.of("org.springframework.web.bind.annotation.RequestMapping",
			"org.springframework.web.service.annotation.HttpExchange");

	private RestMappings() {
	}

	static void refuse(Class<?> contract, List<MethodGroup> methods, Place place) {
		refuse(contract, place);
		for (MethodGroup method : methods) {
			method.variants().forEach((variant) -> {
				refuse(variant.getDeclaringClass(), place);
				refuse(variant, place.method(method.primary()));
			});
		}
	}

	private static void refuse(AnnotatedElement element, Place place) {
		for (Annotation annotation : element.getDeclaredAnnotations()) {
			if (isMapping(annotation.annotationType(), new HashSet<>())) {
				throw place.failure(
						"'@" + annotation.annotationType().getSimpleName()
								+ "' maps the contract to a REST path. REST-mapped contracts are not supported yet.",
						"Remove the annotation, or call the service with a client of Spring's own.");
			}
		}
	}

	private static boolean isMapping(Class<? extends Annotation> type, Set<Class<?>> seen) {
		if (MAPPINGS.contains(type.getName())) {
			return true;
		}
		if (!seen.add(type)) {
			return false;
		}
		for (Annotation meta : type.getDeclaredAnnotations()) {
			if (isMapping(meta.annotationType(), seen)) {
				return true;
			}
		}
		return false;
	}

}
