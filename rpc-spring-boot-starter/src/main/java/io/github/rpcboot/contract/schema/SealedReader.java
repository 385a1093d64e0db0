package io.github.rpcboot.contract.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.rpcboot.contract.schema.FieldType.Access;
import io.github.rpcboot.contract.schema.FieldType.Label;
import io.github.rpcboot.contract.schema.FieldType.Shape;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeSerializer;

/**
 * Reads sealed types: a message with one alternative for each subtype, named as JSON
 * names the subtype.
 */
final class SealedReader {

	private final Jackson jackson;

	private final TypeReader types;

	private final Numbers numbers;

	SealedReader(Jackson jackson, TypeReader types, Numbers numbers) {
		this.jackson = jackson;
		this.types = types;
		this.numbers = numbers;
	}

	/** A subtype that is used as itself is an object like any other. */
	boolean isSealed(JavaType type) {
		return type.isAbstract() || subtypes(type).size() > 1;
	}

	private Set<Class<?>> subtypes(JavaType type) {
		Set<Class<?>> subtypes = new LinkedHashSet<>();
		for (NamedType subtype : this.jackson.writing()
			.getSubtypeResolver()
			.collectAndResolveSubtypesByClass(this.jackson.writing(), this.jackson.annotationsOf(type))) {
			// A subtype inherits the list of its supertype.
			if (type.isTypeOrSuperTypeOf(subtype.getType()) && !this.jackson.type(subtype.getType()).isAbstract()) {
				subtypes.add(subtype.getType());
			}
		}
		return subtypes;
	}

	void read(MessageType message, JavaType type, Trail trail) {
		if (!type.isAbstract()) {
			throw TypeReader.refused(type, "has subtypes, and objects of its own",
					"Make it abstract or an interface, and its own objects a subtype.", trail);
		}
		FieldNames identifiers = new FieldNames();
		Map<String, JavaType> alternatives = new LinkedHashMap<>();
		for (Class<?> subtype : ordered(type)) {
			JavaType narrowed = this.jackson.writingContext().constructSpecializedType(type, subtype);
			alternatives.put(identifiers.next(alternativeName(type, subtype)), narrowed);
		}
		Map<String, Integer> indexes = new LinkedHashMap<>();
		alternatives.keySet().forEach((name) -> indexes.put(name, 0));
		Map<String, Integer> assigned = this.numbers.ofFields(message.name(), indexes, true, trail);
		List<FieldType> fields = new ArrayList<>();
		alternatives.forEach(
				(name, subtype) -> fields.add(field(name, Objects.requireNonNull(assigned.get(name)), subtype, trail)));
		message.complete(fields, this.numbers.reservedOfFields(message.name(), assigned.keySet()), null);
	}

	/** Jackson collects what it is told in the order of the annotation or of the type. */
	private List<Class<?>> ordered(JavaType type) {
		Set<Class<?>> subtypes = subtypes(type);
		Class<?>[] permitted = type.getRawClass().getPermittedSubclasses();
		if (permitted == null || !subtypes.containsAll(List.of(permitted))) {
			return List.copyOf(subtypes);
		}
		Set<Class<?>> ordered = new LinkedHashSet<>(List.of(permitted));
		ordered.addAll(subtypes);
		return List.copyOf(ordered);
	}

	private FieldType field(String name, int number, JavaType subtype, Trail trail) {
		ValueType value = this.types.alternative(subtype,
				trail.step("subtype " + subtype.getRawClass().getSimpleName()));
		return new FieldType(name, FieldNames.camel(name), number, Shape.single(Label.PLAIN, value, null, null),
				new Access(null, null, Object.class));
	}

	private String alternativeName(JavaType type, Class<?> subtype) {
		TypeSerializer serializer = this.jackson.writingContext().findTypeSerializer(type);
		String id = (serializer != null) ? idOf(serializer, subtype) : null;
		String name = (id != null) ? id.substring(Math.max(id.lastIndexOf('.'), id.lastIndexOf('$')) + 1)
				: subtype.getSimpleName();
		return name.isEmpty() ? subtype.getSimpleName() : decapitalised(name);
	}

	private @Nullable String idOf(TypeSerializer serializer, Class<?> subtype) {
		return (serializer.getTypeIdResolver() != null)
				? serializer.getTypeIdResolver().idFromValueAndType(this.jackson.writingContext(), null, subtype)
				: null;
	}

	private static String decapitalised(String name) {
		return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
	}

}
