package io.github.rpcboot.contract;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the remote methods of an interface and its parents, and puts those together that
 * override each other.
 */
final class MethodCollector {

	private final TypeVariables variables;

	private final Map<Signature, List<Method>> groups = new LinkedHashMap<>();

	private MethodCollector(TypeVariables variables) {
		this.variables = variables;
	}

	static List<MethodGroup> collect(Class<?> contract, TypeVariables variables) {
		MethodCollector collector = new MethodCollector(variables);
		List<Method> methods = new ArrayList<>();
		for (Class<?> type : childrenFirst(contract)) {
			Arrays.stream(type.getDeclaredMethods())
				.filter(MethodCollector::isRemote)
				.sorted(Comparator.comparing(Method::toString))
				.forEach(methods::add);
		}
		methods.stream().filter((method) -> !method.isBridge()).forEach(collector::add);
		methods.stream().filter(Method::isBridge).forEach(collector::addBridge);
		List<MethodGroup> groups = new ArrayList<>();
		collector.groups.forEach((signature, variants) -> groups.add(collector.toGroup(signature, variants)));
		return groups;
	}

	/**
	 * Every interface before its parents: a plain walk by levels would put a grandparent
	 * that is also named directly before the interface that overrides it.
	 */
	private static List<Class<?>> childrenFirst(Class<?> contract) {
		Set<Class<?>> parentsFirst = new LinkedHashSet<>();
		addParentsFirst(contract, parentsFirst);
		List<Class<?>> types = new ArrayList<>(parentsFirst);
		Collections.reverse(types);
		return types;
	}

	private static void addParentsFirst(Class<?> type, Set<Class<?>> types) {
		List<Class<?>> parents = new ArrayList<>(List.of(type.getInterfaces()));
		Collections.reverse(parents);
		parents.forEach((parent) -> addParentsFirst(parent, types));
		types.add(type);
	}

	private static boolean isRemote(Method method) {
		int modifiers = method.getModifiers();
		return !Modifier.isStatic(modifiers) && !Modifier.isPrivate(modifiers)
				&& (method.isBridge() || !method.isSynthetic()) && !isOfObject(method);
	}

	private static boolean isOfObject(Method method) {
		return switch (method.getName()) {
			case "hashCode", "toString" -> method.getParameterCount() == 0;
			case "equals" -> Arrays.equals(method.getParameterTypes(), new Class<?>[] { Object.class });
			default -> false;
		};
	}

	private void add(Method method) {
		List<Class<?>> parameters = new ArrayList<>();
		for (Type parameter : method.getGenericParameterTypes()) {
			parameters.add(this.variables.erase(parameter));
		}
		Signature signature = new Signature(method.getName(), parameters);
		this.groups.computeIfAbsent(signature, (key) -> new ArrayList<>()).add(method);
	}

	/**
	 * A bridge has the erased parameters of a method that is overridden, and no generic
	 * ones.
	 */
	private void addBridge(Method bridge) {
		for (List<Method> group : this.groups.values()) {
			if (group.stream().anyMatch((method) -> hasErasureOf(bridge, method))) {
				group.add(bridge);
				return;
			}
		}
	}

	private static boolean hasErasureOf(Method bridge, Method method) {
		return bridge.getName().equals(method.getName())
				&& Arrays.equals(bridge.getParameterTypes(), method.getParameterTypes());
	}

	private MethodGroup toGroup(Signature signature, List<Method> methods) {
		Method primary = methods.stream()
			.filter((method) -> !method.isBridge() && hasNarrowestResult(method, methods))
			.findFirst()
			.orElseGet(() -> methods.get(0));
		List<Method> variants = new ArrayList<>(methods);
		variants.remove(primary);
		variants.add(0, primary);
		// The methods of an interface that is not public are invoked from our packages.
		variants.forEach(Method::trySetAccessible);
		return new MethodGroup(signature.toString(), variants);
	}

	private boolean hasNarrowestResult(Method method, List<Method> others) {
		return others.stream().allMatch((other) -> resultOf(other).isAssignableFrom(resultOf(method)));
	}

	private Class<?> resultOf(Method method) {
		return this.variables.erase(method.getGenericReturnType());
	}

	private record Signature(String name, List<Class<?>> parameters) {

		@Override
		public String toString() {
			return this.parameters.stream()
				.map(Class::getSimpleName)
				.collect(Collectors.joining(", ", this.name + "(", ")"));
		}

	}

}
