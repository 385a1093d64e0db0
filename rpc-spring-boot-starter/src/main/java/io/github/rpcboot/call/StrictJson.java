package io.github.rpcboot.call;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.Nulls;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Makes the private JSON mapper of RPC contracts: the application's modules and
 * customizers, with strictness and limits laid on top. Only the dialect of our own
 * contracts uses it; the application's mapper stays as it is.
 */
final class StrictJson {

	private StrictJson() {
	}

	static JsonMapper mapper(List<? extends Consumer<JsonMapper.Builder>> customizers, RpcLimits limits) {
		JsonMapper.Builder builder = JsonMapper.builder(factory(limits));
		customizers.forEach((customizer) -> customizer.accept(builder));
		readStrictly(builder);
		refuseCoercions(builder);
		writeOneForm(builder);
		AnnotationIntrospector existing = builder.annotationIntrospector();
		builder.annotationIntrospector(AnnotationIntrospector.pair(existing, new EmptyForNullContainers()));
		return builder.addModules(new StringOnlyTypes(), new EmptyForMissingContainers()).build();
	}

	private static JsonFactory factory(RpcLimits limits) {
		return new Utf8JsonFactory(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(limits.depth()).build())
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(limits.depth()).build()));
	}

	private static void readStrictly(JsonMapper.Builder builder) {
		builder.disable(JsonReadFeature.values())
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT,
					DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
					DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
					DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
					DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
					DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS, DeserializationFeature.UNWRAP_ROOT_VALUE,
					DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT,
					DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT)
			.disable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
			.disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
			.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
			.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
			.defaultLeniency(false)
			.deactivateDefaultTyping()
			.changeDefaultNullHandling((nulls) -> nulls.withContentNulls(Nulls.FAIL));
	}

	/**
	 * Only {@code long} and the big numbers may arrive as strings, since other languages
	 * cannot hold them in a number.
	 */
	private static void refuseCoercions(JsonMapper.Builder builder) {
		builder.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.withCoercionConfigDefaults(
					(coercion) -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
			.withCoercionConfig(LogicalType.Textual,
					(coercion) -> coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
		for (Class<?> type : List.of(Long.class, long.class, BigDecimal.class, BigInteger.class)) {
			builder.withCoercionConfig(type,
					(coercion) -> coercion.setCoercion(CoercionInputShape.String, CoercionAction.TryConvert)
						.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
		}
	}

	private static void writeOneForm(JsonMapper.Builder builder) {
		builder
			.disable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.WRAP_ROOT_VALUE,
					SerializationFeature.FAIL_ON_EMPTY_BEANS, SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
			.disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_INDEX,
					EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
			.disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
					DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE)
			.withConfigOverride(BigDecimal.class,
					(override) -> override.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)));
	}

}
