package io.github.rpcboot.call;

import java.time.Year;
import java.util.Calendar;
import java.util.Date;
import java.util.Set;
import java.util.regex.Pattern;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.ArrayType;

/**
 * Dates, times and bytes arrive as strings only. Jackson also takes numbers and arrays
 * for them, and numbers within strings, whose unit (seconds, milliseconds, nanoseconds)
 * depends on settings.
 */
final class StringOnlyTypes extends SimpleModule {

	private static final long serialVersionUID = 1L;

	private static final Set<Class<?>> NUMBERS = Set.of(Year.class);

	private static final Pattern TIMESTAMP = Pattern.compile("\\s*[+-]?\\d+(\\.\\d*)?\\s*");

	StringOnlyTypes() {
		super("rpc-strings");
		setDeserializerModifier(new Modifier());
	}

	private static boolean isTime(Class<?> type) {
		return (type.getName().startsWith("java.time.") && !type.isEnum() && !NUMBERS.contains(type))
				|| Date.class.isAssignableFrom(type) || Calendar.class.isAssignableFrom(type);
	}

	private static final class Modifier extends ValueDeserializerModifier {

		private static final long serialVersionUID = 1L;

		@Override
		public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config,
				BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
			return isTime(description.getBeanClass()) ? new StringOnly(deserializer) : deserializer;
		}

		@Override
		public ValueDeserializer<?> modifyArrayDeserializer(DeserializationConfig config, ArrayType type,
				BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
			return type.hasRawClass(byte[].class) ? new StringOnly(deserializer) : deserializer;
		}

	}

	private static final class StringOnly extends DelegatingDeserializer {

		StringOnly(ValueDeserializer<?> delegate) {
			super(delegate);
		}

		@Override
		protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> newDelegate) {
			return new StringOnly(newDelegate);
		}

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context) {
			if (parser.currentToken() != JsonToken.VALUE_STRING) {
				return context.handleUnexpectedToken(handledType(), parser);
			}
			if (isTime(handledType()) && TIMESTAMP.matcher(parser.getString()).matches()) {
				return context.handleWeirdStringValue(handledType(), parser.getString(), "a number is no date");
			}
			return super.deserialize(parser, context);
		}

	}

}
