package io.github.rpcboot.contract;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JacksonAnnotation;

import org.springframework.core.annotation.AnnotationUtils;

/**
 * Every class that values of some types can hold, found without Jackson, and rather too
 * many than too few: the types of all fields, accessors and creators, subtypes, parents,
 * and whatever an annotation of Jackson names.
 */
final class HeldTypes {

	/** Libraries tell what is read of their types by themselves. */
	private static final List<String> FOREIGN = List.of("java.", "javax.", "jakarta.", "jdk.", "sun.",
			"org.springframework.", "tools.jackson.", "com.fasterxml.jackson.", "feign.", "kotlin.", "reactor.",
			"com.google.protobuf.");

	private final Set<Class<?>> classes = new LinkedHashSet<>();

	private final Set<Class<?>> arrays = new LinkedHashSet<>();

	private final Set<Type> seen = new LinkedHashSet<>();

	/** The classes, those of libraries left out. */
	Set<Class<?>> classes() {
		return this.classes;
	}

	/** The arrays that have to be made. */
	Set<Class<?>> arrays() {
		return this.arrays;
	}

	/** Exceptions of libraries do not travel. */
	void addSignature(Method method, TypeVariables variables) {
		Stream.of(method.getGenericParameterTypes()).map(variables::resolve).forEach(this::add);
		add(variables.resolve(method.getGenericReturnType()));
		Stream.of(method.getGenericExceptionTypes()).map(variables::resolve).forEach(this::add);
	}

	private void add(Type type) {
		if (!this.seen.add(type)) {
			return;
		}
		if (type instanceof Class<?> raw) {
			addClass(raw);
		}
		else if (type instanceof ParameterizedType parameterized) {
			add(parameterized.getRawType());
			addAll(parameterized.getActualTypeArguments());
		}
		else if (type instanceof GenericArrayType array) {
			addArray(TypeVariables.of(Object.class).erase(array));
			add(array.getGenericComponentType());
		}
		else if (type instanceof TypeVariable<?> variable) {
			addAll(variable.getBounds());
		}
		else if (type instanceof WildcardType wildcard) {
			addAll(wildcard.getUpperBounds());
			addAll(wildcard.getLowerBounds());
		}
	}

	private void addAll(Type... types) {
		Arrays.asList(types).forEach(this::add);
	}

	private void addArray(Class<?> array) {
		this.arrays.add(array);
	}

	private void addClass(Class<?> type) {
		if (type.isArray()) {
			addArray(type);
			add(type.getComponentType());
		}
		else if (!type.isPrimitive() && FOREIGN.stream().noneMatch(type.getName()::startsWith)
				&& this.classes.add(type)) {
			addParentsAndSubtypes(type);
			addNamedByJackson(type);
			addFields(type);
			Stream.of(type.getDeclaredMethods()).forEach(this::addMethod);
			Stream.of(type.getDeclaredConstructors()).forEach(this::addSignature);
		}
	}

	private void addParentsAndSubtypes(Class<?> type) {
		if (type.getGenericSuperclass() != null) {
			add(type.getGenericSuperclass());
		}
		addAll(type.getGenericInterfaces());
		if (type.isSealed()) {
			addAll(type.getPermittedSubclasses());
		}
	}

	private void addFields(Class<?> type) {
		for (Field field : type.getDeclaredFields()) {
			if (!Modifier.isStatic(field.getModifiers())) {
				add(field.getGenericType());
				addNamedByJackson(field);
			}
		}
	}

	private void addMethod(Method method) {
		boolean read = method.getParameterCount() == 0 && method.getReturnType() != void.class;
		boolean written = method.getName().startsWith("set") && method.getParameterCount() == 1;
		if (isOfJackson(method) || (!Modifier.isStatic(method.getModifiers()) && (read || written))) {
			addSignature(method);
		}
	}

	private void addSignature(Executable executable) {
		addAll(executable.getGenericParameterTypes());
		if (executable instanceof Method method) {
			add(method.getGenericReturnType());
		}
		addNamedByJackson(executable);
		Stream.of(executable.getParameters()).forEach(this::addNamedByJackson);
	}

	private static boolean isOfJackson(Executable executable) {
		return Stream.concat(Stream.of(executable), Stream.of(executable.getParameters()))
			.flatMap((element) -> Stream.of(element.getAnnotations()))
			.anyMatch(HeldTypes::isOfJackson);
	}

	private static boolean isOfJackson(Annotation annotation) {
		return annotation.annotationType().isAnnotationPresent(JacksonAnnotation.class);
	}

	/** Serializers, builders, subtypes, converters. */
	private void addNamedByJackson(AnnotatedElement element) {
		Stream.of(element.getAnnotations()).filter(HeldTypes::isOfJackson).forEach(this::addNamedBy);
	}

	private void addNamedBy(Annotation annotation) {
		for (Object value : AnnotationUtils.getAnnotationAttributes(annotation).values()) {
			Stream<?> values = (value instanceof Object[] several) ? Stream.of(several) : Stream.of(value);
			values.forEach((one) -> {
				if (one instanceof Class<?> named) {
					add(named);
				}
				else if (one instanceof Annotation nested) {
					addNamedBy(nested);
				}
			});
		}
	}

}
