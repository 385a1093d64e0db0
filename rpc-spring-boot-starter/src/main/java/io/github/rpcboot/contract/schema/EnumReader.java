package io.github.rpcboot.contract.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.rpcboot.contract.schema.EnumType.Constant;
import tools.jackson.databind.JavaType;

/**
 * Reads the enums of a contract. Constants are called as in JSON. Since protobuf gives
 * the constants of all enums of a file one scope, the later of two enums that share a
 * name stands in a scope of its own.
 */
final class EnumReader {

	private final Jackson jackson;

	private final TypeReader types;

	private final Numbers numbers;

	private final Map<Class<?>, EnumType> enums = new LinkedHashMap<>();

	private final Set<String> taken = new HashSet<>();

	EnumReader(Jackson jackson, TypeReader types, Numbers numbers) {
		this.jackson = jackson;
		this.types = types;
		this.numbers = numbers;
	}

	List<EnumType> all() {
		return List.copyOf(this.enums.values());
	}

	EnumType read(JavaType type, Trail trail) {
		EnumType known = this.enums.get(type.getRawClass());
		if (known == null) {
			known = create(type, trail);
			this.enums.put(type.getRawClass(), known);
		}
		return known;
	}

	private EnumType create(JavaType type, Trail trail) {
		String name = this.types.claim(TypeReader.nameOf(type), type.toCanonical(), trail);
		String none = FieldNames.upperSnake(name) + "_UNSPECIFIED";
		Map<String, Enum<?>> values = named(type);
		List<String> numbered = values.keySet().stream().filter((constant) -> !constant.equals(none)).toList();
		Map<String, Integer> numbers = this.numbers.ofConstants(name, numbered, trail);
		List<Constant> constants = new ArrayList<>();
		constants.add(new Constant(none, 0, values.get(none)));
		numbered.forEach((constant) -> constants
			.add(new Constant(constant, Objects.requireNonNull(numbers.get(constant)), values.get(constant))));
		constants.sort(Comparator.comparingInt(Constant::number));
		return new EnumType(name, isNested(name, constants), constants,
				this.numbers.reservedOfConstants(name, values.keySet()));
	}

	private boolean isNested(String name, List<Constant> constants) {
		List<String> names = constants.stream().map(Constant::name).toList();
		if (this.numbers.isNestedEnum(name) || names.stream().anyMatch(this::isTaken)) {
			return true;
		}
		this.taken.addAll(names);
		return false;
	}

	private boolean isTaken(String constant) {
		return this.taken.contains(constant) || this.types.isClaimed(constant);
	}

	private Map<String, Enum<?>> named(JavaType type) {
		JacksonScalar names = JacksonScalar.of(this.jackson, ValueKind.STRING, type, Use.plain(true));
		FieldNames identifiers = new FieldNames();
		Map<String, Enum<?>> named = new LinkedHashMap<>();
		for (Object constant : type.getRawClass().getEnumConstants()) {
			String json = String.valueOf(names.toWire(constant));
			named.put(identifiers.next(json), (Enum<?>) constant);
		}
		return named;
	}

}
