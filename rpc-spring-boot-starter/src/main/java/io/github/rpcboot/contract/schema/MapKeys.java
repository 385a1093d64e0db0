package io.github.rpcboot.contract.schema;

import java.util.Objects;
import java.util.Set;

import io.github.rpcboot.contract.schema.ValueType.Conversion;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.util.TokenBuffer;

/**
 * The keys of maps: texts and whole numbers. Keys of other types are the texts that they
 * are in JSON.
 */
final class MapKeys implements Conversion {

	private static final Set<Class<?>> FRACTIONS = Set.of(Float.class, Double.class);

	private final Jackson jackson;

	private final ValueSerializer<Object> serializer;

	private final KeyDeserializer deserializer;

	private MapKeys(Jackson jackson, JavaType type) {
		this.jackson = jackson;
		this.serializer = jackson.writingContext().findKeySerializer(type, null);
		this.deserializer = jackson.readingContext().findKeyDeserializer(type, null);
	}

	static ValueType of(Jackson jackson, JavaType type, Trail trail) {
		Class<?> raw = type.getRawClass();
		if (raw == String.class) {
			return ValueType.of(ValueKind.STRING, raw);
		}
		ValueType number = Scalars.find(raw);
		if (number != null && !number.kind().isDelimited() && !FRACTIONS.contains(raw)) {
			return number;
		}
		if (FRACTIONS.contains(raw) || raw == byte[].class) {
			throw trail.failure("The type '" + raw.getTypeName() + "' cannot be the key of a map in protobuf.",
					"Use String or a whole number as the key, or a list of records.");
		}
		return ValueType.of(ValueKind.STRING, raw, new MapKeys(jackson, type));
	}

	@Override
	public @Nullable Object toWire(Object key) {
		SerializationContext context = this.jackson.writingContext();
		try (TokenBuffer buffer = context.bufferForValueConversion()) {
			buffer.writeStartObject();
			this.serializer.serialize(key, buffer, context);
			buffer.writeNull();
			buffer.writeEndObject();
			return name(buffer);
		}
	}

	private static @Nullable String name(TokenBuffer buffer) {
		try (var parser = buffer.asParser()) {
			parser.nextToken();
			return (parser.nextToken() == JsonToken.PROPERTY_NAME) ? parser.currentName() : null;
		}
	}

	@Override
	public Object fromWire(Object key) {
		return Objects.requireNonNull(this.deserializer.deserializeKey((String) key, this.jackson.readingContext()));
	}

}
