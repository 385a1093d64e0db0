package io.github.rpcboot.contract;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

import io.github.rpcboot.contract.ExceptionContract.Reader;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Finds how to read a property of an exception: a getter, an accessor of the plain name,
 * or a field, in the exception and its parents below {@link Throwable}.
 */
final class ExceptionReaders {

	private ExceptionReaders() {
	}

	static @Nullable Reader find(Class<?> exception, String name, Class<?> type) {
		if (name.equals("message") && type == String.class) {
			return Throwable::getMessage;
		}
		String capitalized = StringUtils.capitalize(name);
		for (String accessor : List.of("get" + capitalized, "is" + capitalized, name)) {
			Method method = findMethod(exception, accessor, type);
			if (method != null) {
				method.setAccessible(true);
				return method::invoke;
			}
		}
		Field field = findField(exception, name, type);
		if (field == null) {
			return null;
		}
		field.setAccessible(true);
		return field::get;
	}

	private static @Nullable Method findMethod(Class<?> exception, String name, Class<?> type) {
		for (Class<?> owner = exception; owner != null && owner != Throwable.class; owner = owner.getSuperclass()) {
			for (Method method : owner.getDeclaredMethods()) {
				if (method.getName().equals(name) && method.getParameterCount() == 0
						&& isProperty(method.getModifiers(), method.getReturnType(), type)) {
					return method;
				}
			}
		}
		return null;
	}

	private static @Nullable Field findField(Class<?> exception, String name, Class<?> type) {
		for (Class<?> owner = exception; owner != null && owner != Throwable.class; owner = owner.getSuperclass()) {
			for (Field field : owner.getDeclaredFields()) {
				if (field.getName().equals(name) && isProperty(field.getModifiers(), field.getType(), type)) {
					return field;
				}
			}
		}
		return null;
	}

	private static boolean isProperty(int modifiers, Class<?> found, Class<?> type) {
		return !Modifier.isStatic(modifiers) && found != void.class && ClassUtils.isAssignable(type, found);
	}

}
