package io.github.rpcboot.contract;

import java.lang.reflect.Executable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * What the type variables of a type and of all its supertypes stand for. Unlike Jackson's
 * types, the resolved ones still show raw types, wildcards and variables that nothing
 * binds, because those are to be refused and not to be read as {@code Object}.
 */
final class TypeVariables {

	private final Map<TypeVariable<?>, Type> bindings = new HashMap<>();

	private final Class<?> type;

	private TypeVariables(Class<?> type) {
		this.type = type;
	}

	static TypeVariables of(Type type) {
		TypeVariables variables = new TypeVariables(rawClass(type));
		variables.bind(type);
		return variables;
	}

	private void bind(Type type) {
		Class<?> raw = rawClass(type);
		if (type instanceof ParameterizedType parameterized) {
			TypeVariable<?>[] variables = raw.getTypeParameters();
			Type[] arguments = parameterized.getActualTypeArguments();
			for (int i = 0; i < variables.length; i++) {
				this.bindings.put(variables[i], arguments[i]);
			}
		}
		Type superclass = raw.getGenericSuperclass();
		if (superclass != null) {
			bind(resolve(superclass));
		}
		for (Type parent : raw.getGenericInterfaces()) {
			bind(resolve(parent));
		}
	}

	/**
	 * Replaces the variables in a type.
	 * @param type a type as declared in one of the classes
	 * @return the type with every known variable replaced, and {@code ? extends X} as
	 * {@code X}
	 */
	Type resolve(Type type) {
		if (type instanceof TypeVariable<?> variable) {
			return this.bindings.getOrDefault(variable, variable);
		}
		if (type instanceof ParameterizedType parameterized) {
			List<Type> arguments = Arrays.stream(parameterized.getActualTypeArguments()).map(this::resolve).toList();
			return new Parameterized(rawClass(parameterized), arguments);
		}
		if (type instanceof GenericArrayType array) {
			return arrayOf(resolve(array.getGenericComponentType()));
		}
		if (type instanceof WildcardType wildcard && isBounded(wildcard)) {
			return resolve(wildcard.getUpperBounds()[0]);
		}
		return type;
	}

	/**
	 * What a type parameter of one of the supertypes stands for.
	 * @param declaring the supertype
	 * @param index the index of its parameter
	 * @return the argument, or {@code null} where the supertype is used raw
	 */
	@Nullable Type argument(Class<?> declaring, int index) {
		Type argument = this.bindings.get(declaring.getTypeParameters()[index]);
		return isLeftOpen(argument) ? null : argument;
	}

	private boolean isLeftOpen(@Nullable Type argument) {
		return argument instanceof TypeVariable<?> variable
				&& variable.getGenericDeclaration() instanceof Class<?> declaring
				&& declaring.isAssignableFrom(this.type);
	}

	/**
	 * Carries the arguments of a type over to one of its subclasses.
	 * @param base the resolved type
	 * @param subclass a subclass of it
	 * @return the subclass with the arguments that follow from the base
	 */
	static Type narrow(Type base, Class<?> subclass) {
		TypeVariable<?>[] parameters = subclass.getTypeParameters();
		if (parameters.length == 0) {
			return subclass;
		}
		TypeVariables known = of(base);
		TypeVariables seen = of(subclass);
		TypeVariables found = new TypeVariables(subclass);
		for (TypeVariable<?> variable : rawClass(base).getTypeParameters()) {
			if (seen.bindings.get(variable) instanceof TypeVariable<?> own) {
				found.bindings.put(own, known.resolve(variable));
			}
		}
		return new Parameterized(subclass, Arrays.stream(parameters).map(found::resolve).toList());
	}

	/**
	 * Turns a type of Jackson's into one that can be walked through.
	 * @param type a type that Jackson refined
	 * @return the same type
	 */
	static Type toType(JavaType type) {
		if (type.isArrayType()) {
			return arrayOf(toType(type.getContentType()));
		}
		List<JavaType> arguments = type.getBindings().getTypeParameters();
		// Jackson refines what a container holds without changing the bindings.
		if (arguments.size() == 1 && type.hasContentType()) {
			arguments = List.of(type.getContentType());
		}
		else if (arguments.size() == 2 && type.isMapLikeType()) {
			arguments = List.of(type.getKeyType(), type.getContentType());
		}
		return arguments.isEmpty() ? type.getRawClass()
				: new Parameterized(type.getRawClass(), arguments.stream().map(TypeVariables::toType).toList());
	}

	static Type parameterType(Executable executable, int index) {
		Type[] types = executable.getGenericParameterTypes();
		// Parameters that the compiler adds are missing among the generic ones.
		return (types.length == executable.getParameterCount()) ? types[index] : executable.getParameterTypes()[index];
	}

	static Class<?> rawClass(Type type) {
		if (type instanceof Class<?> raw) {
			return raw;
		}
		if (type instanceof ParameterizedType parameterized) {
			return (Class<?>) parameterized.getRawType();
		}
		throw new IllegalArgumentException("No class behind " + type);
	}

	/**
	 * The class that a type is compiled to.
	 * @param type a type as declared in one of the classes
	 * @return its erasure, after the known variables are replaced
	 */
	Class<?> erase(Type type) {
		Type resolved = resolve(type);
		if (resolved instanceof TypeVariable<?> variable) {
			return erase(variable.getBounds()[0]);
		}
		if (resolved instanceof WildcardType wildcard) {
			return erase(wildcard.getUpperBounds()[0]);
		}
		if (resolved instanceof GenericArrayType array) {
			return erase(array.getGenericComponentType()).arrayType();
		}
		return rawClass(resolved);
	}

	private static Type arrayOf(Type component) {
		return (component instanceof Class<?> raw) ? raw.arrayType() : new GenericArray(component);
	}

	private static boolean isBounded(WildcardType wildcard) {
		return wildcard.getLowerBounds().length == 0 && wildcard.getUpperBounds()[0] != Object.class;
	}

	/**
	 * A generic class with its arguments; compared by value.
	 */
	private record Parameterized(Class<?> raw, List<Type> arguments) implements ParameterizedType {

		@Override
		public Type[] getActualTypeArguments() {
			return this.arguments.toArray(Type[]::new);
		}

		@Override
		public Type getRawType() {
			return this.raw;
		}

		@Override
		public @Nullable Type getOwnerType() {
			return this.raw.getDeclaringClass();
		}

		@Override
		public String toString() {
			return this.arguments.stream()
				.map(Type::getTypeName)
				.collect(Collectors.joining(", ", this.raw.getTypeName() + "<", ">"));
		}

	}

	/**
	 * An array of a generic type; compared by value.
	 */
	private record GenericArray(Type component) implements GenericArrayType {

		@Override
		public Type getGenericComponentType() {
			return this.component;
		}

		@Override
		public String toString() {
			return this.component.getTypeName() + "[]";
		}

	}

}
