package io.github.rpcboot.contract.schema;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;

/**
 * Whether the place that declares a value says that it is never null: it stands within
 * {@code @NullMarked}, and nothing at the value says {@code @Nullable}.
 */
final class Nullness {

	private Nullness() {
	}

	static boolean isNonNull(AnnotatedMember member) {
		if (member instanceof AnnotatedParameter parameter) {
			Parameter[] parameters = parameter.getOwner().getNativeParameters();
			return isNonNull(parameter.getDeclaringClass(), parameters[parameter.getIndex()].getAnnotatedType());
		}
		if (member.getMember() instanceof Field field) {
			return isNonNull(field.getDeclaringClass(), field.getAnnotatedType());
		}
		if (member.getMember() instanceof Method method) {
			boolean getter = method.getParameterCount() == 0;
			return isNonNull(method.getDeclaringClass(),
					getter ? method.getAnnotatedReturnType() : method.getParameters()[0].getAnnotatedType());
		}
		return false;
	}

	static boolean isNonNull(Class<?> declaring, AnnotatedType type) {
		return isMarked(declaring) && Arrays.stream(type.getAnnotations())
			.noneMatch((annotation) -> annotation.annotationType().getSimpleName().equals("Nullable"));
	}

	private static boolean isMarked(Class<?> declaring) {
		for (Class<?> type = declaring; type != null; type = type.getEnclosingClass()) {
			Boolean marked = says(type);
			if (marked != null) {
				return marked;
			}
		}
		Boolean marked = says(declaring.getPackage());
		return (marked != null) ? marked : Boolean.TRUE.equals(says(declaring.getModule()));
	}

	private static @Nullable Boolean says(@Nullable AnnotatedElement element) {
		if (element == null || element.isAnnotationPresent(NullUnmarked.class)) {
			return (element != null) ? Boolean.FALSE : null;
		}
		return element.isAnnotationPresent(NullMarked.class) ? Boolean.TRUE : null;
	}

}
