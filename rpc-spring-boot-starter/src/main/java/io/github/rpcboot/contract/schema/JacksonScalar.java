package io.github.rpcboot.contract.schema;

import java.math.BigInteger;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import io.github.rpcboot.contract.schema.ValueType.Conversion;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.TreeTraversingParser;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Carries values in the very form that they have in JSON, through Jackson's own
 * serializers.
 */
final class JacksonScalar implements Conversion {

	/** Jackson writes these as {@code toString()} says. */
	private static final Set<Class<?>> BY_TO_STRING = Set.of(UUID.class, URI.class, BigInteger.class);

	private final Jackson jackson;

	private final ValueKind kind;

	private final ValueSerializer<Object> serializer;

	private final ValueDeserializer<Object> deserializer;

	private final boolean byToString;

	private JacksonScalar(Jackson jackson, ValueKind kind, ValueSerializer<Object> serializer,
			ValueDeserializer<Object> deserializer, boolean byToString) {
		this.jackson = jackson;
		this.kind = kind;
		this.serializer = serializer;
		this.deserializer = deserializer;
		this.byToString = byToString;
	}

	static JacksonScalar of(Jackson jackson, ValueKind kind, JavaType type, Use use) {
		ValueSerializer<Object> serializer = jackson.serializer(type, use);
		boolean jacksons = serializer.getClass().getName().startsWith("tools.jackson.databind.");
		return new JacksonScalar(jackson, kind, serializer, jackson.deserializer(type, use),
				kind == ValueKind.STRING && jacksons && BY_TO_STRING.contains(type.getRawClass()));
	}

	@Override
	public @Nullable Object toWire(Object value) {
		if (this.byToString) {
			return value.toString();
		}
		SerializationContext context = this.jackson.writingContext();
		try (TokenBuffer buffer = context.bufferForValueConversion()) {
			this.serializer.serialize(value, buffer, context);
			try (JsonParser parser = buffer.asParser()) {
				return scalar(parser);
			}
		}
	}

	private @Nullable Object scalar(JsonParser parser) {
		JsonToken token = parser.nextToken();
		if (token == JsonToken.VALUE_NULL) {
			return null;
		}
		if (token == null || !token.isScalarValue()) {
			throw new IllegalArgumentException("Not a scalar");
		}
		return switch (this.kind) {
			case BOOL -> parser.getBooleanValue();
			case INT32 -> parser.getIntValue();
			case INT64 -> parser.getLongValue();
			case DOUBLE -> parser.getDoubleValue();
			default -> parser.getString();
		};
	}

	@Override
	public Object fromWire(Object value) {
		DeserializationContextExt context = this.jackson.readingContext();
		try (TreeTraversingParser parser = new TreeTraversingParser(node(value), context)) {
			if (parser.currentToken() == null) {
				parser.nextToken();
			}
			context.assignParser(parser);
			return Objects.requireNonNull(this.deserializer.deserialize(parser, context));
		}
	}

	private JsonNode node(Object value) {
		JsonNodeFactory nodes = JsonNodeFactory.instance;
		return switch (this.kind) {
			case BOOL -> nodes.booleanNode((Boolean) value);
			case INT32 -> nodes.numberNode((Integer) value);
			case INT64 -> nodes.numberNode((Long) value);
			case DOUBLE -> nodes.numberNode((Double) value);
			default -> nodes.stringNode((String) value);
		};
	}

}
