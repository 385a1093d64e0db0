package io.github.rpcboot.contract.schema;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueInstantiator;

/**
 * How lists, sets, arrays and maps are opened and made.
 */
final class ContainerForms {

	private final Jackson jackson;

	ContainerForms(Jackson jackson) {
		this.jackson = jackson;
	}

	static boolean isRepeated(JavaType type) {
		return type.isArrayType() || Collection.class.isAssignableFrom(type.getRawClass())
				|| type.hasRawClass(Iterable.class);
	}

	static boolean isMap(JavaType type) {
		return Map.class.isAssignableFrom(type.getRawClass());
	}

	static JavaType elementOf(JavaType type) {
		return (type.getContentType() != null) ? type.getContentType() : type.containedTypeOrUnknown(0);
	}

	UnaryOperator<Object> opener(JavaType type) {
		if (!type.isArrayType()) {
			return UnaryOperator.identity();
		}
		return type.getContentType().isPrimitive() ? ContainerForms::boxed : (array) -> Arrays.asList((Object[]) array);
	}

	private static Object boxed(Object array) {
		List<Object> values = new ArrayList<>(Array.getLength(array));
		for (int i = 0; i < Array.getLength(array); i++) {
			values.add(Array.get(array, i));
		}
		return values;
	}

	UnaryOperator<Object> closer(JavaType type, Trail trail) {
		Class<?> raw = type.getRawClass();
		if (type.isArrayType()) {
			Class<?> component = type.getContentType().getRawClass();
			return (values) -> toArray(component, (Collection<?>) values);
		}
		if (raw.isAssignableFrom(isMap(type) ? LinkedHashMap.class : ArrayList.class)) {
			return UnaryOperator.identity();
		}
		Supplier<Object> maker = maker(type, trail);
		return isMap(type) ? (values) -> fill((Map<?, ?>) maker.get(), (Map<?, ?>) values)
				: (values) -> fill((Collection<?>) maker.get(), (Collection<?>) values);
	}

	private static Object toArray(Class<?> component, Collection<?> values) {
		Object array = Array.newInstance(component, values.size());
		int index = 0;
		for (Object value : values) {
			Array.set(array, index++, value);
		}
		return array;
	}

	@SuppressWarnings("unchecked")
	private static Object fill(Collection<?> made, Collection<?> values) {
		((Collection<Object>) made).addAll(values);
		return made;
	}

	@SuppressWarnings("unchecked")
	private static Object fill(Map<?, ?> made, Map<?, ?> values) {
		((Map<Object, Object>) made).putAll(values);
		return made;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private Supplier<Object> maker(JavaType type, Trail trail) {
		Class<?> raw = type.getRawClass();
		if (raw == EnumSet.class) {
			return () -> EnumSet.noneOf((Class) type.getContentType().getRawClass());
		}
		if (raw == EnumMap.class) {
			return () -> new EnumMap((Class) type.getKeyType().getRawClass());
		}
		if (raw.isAssignableFrom(LinkedHashSet.class)) {
			return LinkedHashSet::new;
		}
		ValueDeserializer<Object> deserializer = this.jackson.deserializer(type);
		if (deserializer instanceof ValueInstantiator.Gettable gettable && gettable.getValueInstantiator() != null
				&& gettable.getValueInstantiator().canCreateUsingDefault()) {
			ValueInstantiator instantiator = gettable.getValueInstantiator();
			return () -> instantiator.createUsingDefault(this.jackson.readingContext());
		}
		throw trail.failure("The container '" + raw.getTypeName() + "' cannot be made empty and then filled.",
				"Declare 'List', 'Set' or 'Map'.");
	}

}
