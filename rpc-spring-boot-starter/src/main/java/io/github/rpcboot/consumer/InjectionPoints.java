package io.github.rpcboot.consumer;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Collects the references that a class asks for, from its fields, constructors and
 * methods, without making an instance. Refuses an annotated parameter that Spring would
 * not fill.
 */
final class InjectionPoints {

	private static final Set<String> INJECT = Set.of("jakarta.inject.Inject", "javax.inject.Inject");

	private static final Set<String> PROVIDERS = Set.of("jakarta.inject.Provider", "javax.inject.Provider");

	private static final String BEAN = "org.springframework.context.annotation.Bean";

	private final Map<Key, String> found = new LinkedHashMap<>();

	Map<Key, String> found() {
		return this.found;
	}

	void addFieldsAndMethods(Class<?> type) {
		ReflectionUtils.doWithFields(type, (field) -> addField(field, type));
		ReflectionUtils.doWithMethods(type, (method) -> add(method, type),
				(method) -> !method.isBridge() && !method.isSynthetic() && method.getDeclaringClass() != Object.class);
	}

	void addField(Field field, Class<?> type) {
		RemoteReference reference = field.getAnnotation(RemoteReference.class);
		if (reference != null) {
			add(reference, ResolvableType.forField(field, type),
					"field '" + field.getName() + "' of " + field.getDeclaringClass().getName());
		}
	}

	private void add(Method method, Class<?> type) {
		RemoteReference onMethod = method.getAnnotation(RemoteReference.class);
		if (onMethod != null && method.getParameterCount() > 0) {
			addParameters(method, onMethod, type);
		}
		else if (hasReferences(method) && !AnnotatedElementUtils.isAnnotated(method, BEAN)) {
			requireInjected(method);
			addParameters(method, null, type);
		}
	}

	private static void requireInjected(Method method) {
		if (!isInjected(method)) {
			throw uncalled("the method '" + method.getName() + "' of " + method.getDeclaringClass().getName(),
					"Add @Autowired to the method, or put the annotation on a constructor parameter or a field.");
		}
	}

	void addConstructors(Class<?> type) {
		Constructor<?>[] constructors = type.getDeclaredConstructors();
		List<Constructor<?>> annotated = Arrays.stream(constructors).filter(InjectionPoints::isInjected).toList();
		for (Constructor<?> constructor : constructors) {
			if (hasReferences(constructor)) {
				if (annotated.isEmpty() ? constructors.length > 1 : !annotated.contains(constructor)) {
					throw uncalled("a constructor of " + type.getName(),
							"Leave it the only constructor, or add @Autowired to it.");
				}
				addParameters(constructor, null, type);
			}
		}
	}

	void addFactoryMethod(Method method) {
		addParameters(method, null, method.getDeclaringClass());
	}

	private static RpcConfigurationException uncalled(String where, String action) {
		return new RpcConfigurationException(
				"@RemoteReference stands on a parameter of " + where + ", which Spring does not call.", action);
	}

	private void addParameters(Executable executable, @Nullable RemoteReference onMethod, Class<?> type) {
		Parameter[] parameters = executable.getParameters();
		for (int i = 0; i < parameters.length; i++) {
			RemoteReference own = parameters[i].getAnnotation(RemoteReference.class);
			RemoteReference reference = (own != null) ? own : onMethod;
			if (reference != null) {
				MethodParameter parameter = MethodParameter.forExecutable(executable, i).withContainingClass(type);
				add(reference, ResolvableType.forMethodParameter(parameter), "parameter " + i + " of '"
						+ executable.getName() + "' of " + executable.getDeclaringClass().getName());
			}
		}
	}

	private void add(RemoteReference reference, ResolvableType type, String where) {
		Class<?> contract = unwrap(type).resolve();
		if (contract == null || !contract.isInterface()) {
			throw new RpcConfigurationException(
					"@RemoteReference stands on the " + where + ", whose type "
							+ ((contract != null) ? contract.getName() : type) + " is not an interface.",
					"Use the contract interface, or ObjectProvider or Optional of it.");
		}
		this.found.putIfAbsent(new Key(contract, reference.value()), where);
	}

	private static ResolvableType unwrap(ResolvableType type) {
		Class<?> raw = type.resolve();
		boolean wrapped = raw == Optional.class || (raw != null && ObjectFactory.class.isAssignableFrom(raw))
				|| (raw != null && PROVIDERS.contains(raw.getName()));
		return wrapped ? unwrap(type.getGeneric(0)) : type;
	}

	private static boolean hasReferences(Executable executable) {
		return Arrays.stream(executable.getParameters())
			.anyMatch((parameter) -> parameter.isAnnotationPresent(RemoteReference.class));
	}

	private static boolean isInjected(AnnotatedElement element) {
		return AnnotatedElementUtils.hasAnnotation(element, Autowired.class)
				|| INJECT.stream().anyMatch((name) -> isAnnotatedWith(element, name));
	}

	private static boolean isAnnotatedWith(AnnotatedElement element, String annotation) {
		return Arrays.stream(element.getAnnotations())
			.map(Annotation::annotationType)
			.anyMatch((type) -> type.getName().equals(annotation));
	}

	/**
	 * What identifies a reference.
	 *
	 * @param contract the contract interface
	 * @param value what the annotation says, placeholders unresolved
	 */
	record Key(Class<?> contract, String value) {
	}

}
