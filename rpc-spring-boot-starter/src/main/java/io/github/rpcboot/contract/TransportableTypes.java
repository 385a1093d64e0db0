package io.github.rpcboot.contract;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.BeanProperties.Property;
import io.github.rpcboot.contract.Introspection.Readability;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;

/**
 * Walks through a type and everything its values can hold, and refuses what cannot
 * travel. One instance looks at each type once.
 */
final class TransportableTypes {

	/** Deeper than any message; reached by generic types that grow as they recur. */
	private static final int MAX_DEPTH = 64;

	private static final Set<Class<?>> KEYS = Set.of(String.class, UUID.class, Byte.class, Short.class, Integer.class,
			Long.class, Float.class, Double.class);

	private static final String DECLARE_ARGUMENT = "Declare the type argument, for example 'List<String>'.";

	private final Introspection introspection;

	private final Polymorphism polymorphism;

	private final Set<Visit> seen = new HashSet<>();

	TransportableTypes(Introspection introspection) {
		this.introspection = introspection;
		this.polymorphism = new Polymorphism(introspection);
	}

	/**
	 * Checks that values of a type can travel.
	 * @param type the resolved type
	 * @param place where it was found
	 */
	void check(Type type, Place place) {
		visit(type, null, place);
	}

	/**
	 * Looks at a type.
	 * @param type the resolved type
	 * @param typed the property whose {@code @JsonTypeInfo} takes the place of the type's
	 * own
	 * @param place where it was found
	 */
	private void visit(Type type, @Nullable AnnotatedMember typed, Place place) {
		checkDefinite(type, place);
		Type component = componentOf(type);
		if (component != null) {
			visit(component, typed, place.step("element"));
			return;
		}
		Class<?> raw = TypeVariables.rawClass(type);
		RefusedTypes.check(raw, place);
		if (type == raw && raw.getTypeParameters().length > 0) {
			throw raw(raw, place);
		}
		if (place.depth() > MAX_DEPTH) {
			throw endless(raw, place);
		}
		if (this.seen.add(new Visit(type, typed))) {
			visitClass(type, raw, typed, place);
		}
	}

	private static void checkDefinite(Type type, Place place) {
		if (type instanceof WildcardType) {
			throw place.failure("The wildcard '" + type.getTypeName() + "' says nothing about the value.",
					DECLARE_ARGUMENT);
		}
		if (type instanceof TypeVariable<?> variable) {
			String owner = (variable.getGenericDeclaration() instanceof Member method) ? method.getName()
					: variable.getGenericDeclaration().toString();
			throw place.failure("The type variable '" + variable.getName() + "' of '" + owner + "' stands for no type.",
					"Fix it in an interface that extends the generic one, for example 'interface Users extends "
							+ "Crud<User, Long>', or declare a concrete type.");
		}
	}

	private static RpcConfigurationException raw(Class<?> type, Place place) {
		return place.failure("The type '" + type.getTypeName() + "' is used raw, without its type arguments.",
				DECLARE_ARGUMENT);
	}

	private static @Nullable Type componentOf(Type type) {
		if (type instanceof GenericArrayType array) {
			return array.getGenericComponentType();
		}
		return (type instanceof Class<?> raw) ? raw.getComponentType() : null;
	}

	private void visitClass(Type type, Class<?> raw, @Nullable AnnotatedMember typed, Place place) {
		try {
			visitByKind(type, raw, typed, place);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			RpcConfigurationException failure = place.failure(
					"Jackson refuses the type '" + raw.getTypeName() + "': " + firstLine(ex),
					"Correct the class or its annotations.");
			failure.initCause(ex);
			throw failure;
		}
		catch (StackOverflowError ex) {
			// Jackson follows final classes further than this walk, and without a limit.
			throw endless(raw, place);
		}
	}

	private void visitByKind(Type type, Class<?> raw, @Nullable AnnotatedMember typed, Place place) {
		if (raw.isPrimitive() || raw.isEnum() || raw == Properties.class) {
			return;
		}
		JavaType jackson = this.introspection.javaType(type);
		if (Containers.isContainer(raw) && !isObjectByAnnotation(jackson)) {
			visitParts(type, typed, place);
			requireForm(jackson, place);
		}
		else if (isOfJdk(raw)) {
			requireForm(jackson, place);
		}
		else {
			visitObject(type, jackson, typed, place);
		}
	}

	private static RpcConfigurationException endless(Class<?> type, Place place) {
		return place.failure("The type '" + type.getTypeName() + "' nests without end.",
				"Do not let a generic type hold itself with ever larger type arguments.");
	}

	private boolean isObjectByAnnotation(JavaType type) {
		JsonFormat.Shape shape = this.introspection.shape(type);
		return shape == JsonFormat.Shape.OBJECT || shape == JsonFormat.Shape.POJO;
	}

	static boolean isOfJdk(Class<?> type) {
		return type.getName().startsWith("java.") || type.getName().startsWith("javax.");
	}

	private static String firstLine(RuntimeException ex) {
		String message = (ex instanceof JacksonException jackson) ? jackson.getOriginalMessage() : ex.getMessage();
		String line = (message != null) ? message.lines().findFirst().orElse("") : ex.getClass().getSimpleName();
		return line.endsWith(".") ? line : line + ".";
	}

	private void visitParts(Type type, @Nullable AnnotatedMember typed, Place place) {
		for (Containers.Part part : Containers.parts(type)) {
			Type held = part.type();
			if (held == null) {
				throw raw(TypeVariables.rawClass(type), place);
			}
			Place step = place.step(part.name());
			if (part.name().equals("key")) {
				checkKey(held, step);
			}
			else {
				visit(held, typed, step);
			}
		}
	}

	private static void checkKey(Type type, Place place) {
		checkDefinite(type, place);
		if (type instanceof Class<?> raw && (KEYS.contains(raw) || raw.isEnum() || isOfTime(raw))) {
			return;
		}
		throw place.failure("The type '" + type.getTypeName() + "' cannot be the key of a map.",
				"Use String, an enum, a number, UUID or a type of java.time as the key, or a list of records.");
	}

	private static boolean isOfTime(Class<?> type) {
		return type.getPackageName().equals("java.time") && !Clock.class.isAssignableFrom(type) && !type.isInterface();
	}

	/**
	 * Containers and JDK types have a form of their own, or none: their accidental
	 * properties are not written.
	 */
	private void requireForm(JavaType type, Place place) {
		boolean written = Containers.isContainer(type.getRawClass()) || !this.introspection.isWrittenAsBean(type);
		if (!written || this.introspection.readability(type) != Readability.VALUE) {
			throw place.failure("The type '" + type.getRawClass().getTypeName() + "' has no JSON form.",
					"Use a type of plain data: a record, a scalar such as String or long, 'List', 'Set' or 'Map'.");
		}
	}

	private void visitObject(Type type, JavaType jackson, @Nullable AnnotatedMember typed, Place place) {
		Class<?> raw = jackson.getRawClass();
		if (raw.isMemberClass() && !Modifier.isStatic(raw.getModifiers())) {
			throw place.failure("The type '" + raw.getTypeName() + "' is an inner class.", "Declare it static.");
		}
		Annotated source = (typed != null) ? typed : this.introspection.annotationsOf(jackson);
		List<Type> subtypes = this.polymorphism.subtypes(type, source, place);
		for (Type subtype : subtypes) {
			visit(subtype, null, place.step("subtype " + TypeVariables.rawClass(subtype).getSimpleName()));
		}
		if (!jackson.isAbstract()) {
			visitBean(type, jackson, place);
		}
		else if (subtypes.isEmpty()) {
			visitAbstract(type, jackson, place);
		}
	}

	private void visitAbstract(Type type, JavaType jackson, Place place) {
		JavaType made = this.introspection.refined(this.introspection.annotationsOf(jackson), jackson);
		if (!made.equals(jackson)) {
			visit(TypeVariables.toType(made), null, place);
			return;
		}
		if (this.introspection.readability(jackson) == Readability.ABSTRACT) {
			throw Polymorphism.open(jackson.getRawClass(), place);
		}
		visitBean(type, jackson, place);
	}

	private void visitBean(Type type, JavaType jackson, Place place) {
		BeanDescription description = this.introspection.describeForWriting(jackson);
		AnnotatedMember value = description.findJsonValueAccessor();
		if (value != null) {
			visitProperty(BeanProperties.ofMember(type, value), place);
		}
		else if (this.introspection.isWrittenAsBean(jackson)) {
			BeanProperties.of(type, this.introspection).forEach((property) -> visitProperty(property, place));
		}
		else {
			visitArguments(type, place);
		}
		if (this.introspection.readability(jackson) == Readability.NO_CREATOR) {
			throw place.failure("Jackson cannot make a '" + jackson.getRawClass().getTypeName() + "' from JSON.",
					"Make it a record, give it a constructor without parameters, or annotate one with @JsonCreator.");
		}
	}

	private void visitProperty(Property property, Place place) {
		AnnotatedMember member = property.member();
		if (this.introspection.isCustom(member)) {
			return;
		}
		JavaType declared = this.introspection.javaType(property.type());
		JavaType made = this.introspection.refined(member, declared);
		Type type = made.equals(declared) ? property.type() : TypeVariables.toType(made);
		boolean typed = this.introspection.typeInfo(member) != null;
		visit(type, typed ? member : null, place.step(property.name()));
	}

	/**
	 * The type arguments of a class with a serializer of its own, such as the collections
	 * of other libraries.
	 */
	private void visitArguments(Type type, Place place) {
		if (type instanceof ParameterizedType parameterized) {
			for (Type argument : parameterized.getActualTypeArguments()) {
				visit(argument, null, place.step("type argument"));
			}
		}
	}

	private record Visit(Type type, @Nullable AnnotatedMember typed) {
	}

}
