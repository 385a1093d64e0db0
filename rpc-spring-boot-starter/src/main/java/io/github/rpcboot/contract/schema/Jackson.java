package io.github.rpcboot.contract.schema;

import java.lang.reflect.Type;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsonFormatVisitors.JsonBooleanFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonIntegerFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonNumberFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonStringFormatVisitor;

/**
 * What Jackson knows about a type and a place where it is used.
 */
final class Jackson {

	private final JsonMapper mapper;

	private final SerializationConfig writing;

	private final DeserializationConfig reading;

	private final AnnotationIntrospector annotations;

	Jackson(JsonMapper mapper) {
		this.mapper = mapper;
		this.writing = mapper.serializationConfig();
		this.reading = mapper.deserializationConfig();
		this.annotations = this.writing.getAnnotationIntrospector();
	}

	JavaType type(Type type) {
		return this.mapper.constructType(type);
	}

	SerializationContext writingContext() {
		return this.mapper._serializationContext();
	}

	DeserializationContextExt readingContext() {
		return this.mapper._deserializationContext();
	}

	DeserializationConfig reading() {
		return this.reading;
	}

	AnnotatedClass annotationsOf(JavaType type) {
		return this.writing.classIntrospectorInstance().introspectClassAnnotations(type);
	}

	BeanDescription describe(JavaType type) {
		ClassIntrospector introspector = this.writing.classIntrospectorInstance();
		return introspector.introspectForSerialization(type, introspector.introspectClassAnnotations(type));
	}

	JsonTypeInfo.@Nullable Value typeInfo(JavaType type) {
		JsonTypeInfo.Value info = this.annotations.findPolymorphicTypeInfo(this.writing, annotationsOf(type));
		return JsonTypeInfo.Value.isEnabled(info) ? info : null;
	}

	boolean hasTypeInfo(@Nullable AnnotatedMember member) {
		return member != null
				&& JsonTypeInfo.Value.isEnabled(this.annotations.findPolymorphicTypeInfo(this.writing, member));
	}

	SerializationConfig writing() {
		return this.writing;
	}

	/** Whether a property brings its own way of writing or reading its values. */
	boolean isCustom(Use use) {
		return isCustomWritten(use.writtenBy()) || isCustomRead(use.readBy());
	}

	private boolean isCustomWritten(@Nullable AnnotatedMember member) {
		return member != null && (this.annotations.findSerializer(this.writing, member) != null
				|| this.annotations.findSerializationConverter(this.writing, member) != null);
	}

	private boolean isCustomRead(@Nullable AnnotatedMember member) {
		return member != null && (this.annotations.findDeserializer(this.reading, member) != null
				|| this.annotations.findDeserializationConverter(this.reading, member) != null);
	}

	boolean hasCustomElements(Use use) {
		AnnotatedMember writer = use.writtenBy();
		AnnotatedMember reader = use.readBy();
		return (writer != null && (this.annotations.findContentSerializer(this.writing, writer) != null
				|| this.annotations.findKeySerializer(this.writing, writer) != null))
				|| (reader != null && (this.annotations.findContentDeserializer(this.reading, reader) != null
						|| this.annotations.findKeyDeserializer(this.reading, reader) != null));
	}

	/** The serializer of a type, as it is where it is used. */
	ValueSerializer<Object> serializer(JavaType type, Use use) {
		if (use.isElement()) {
			return writingContext().findContentValueSerializer(type, use.writer());
		}
		if (use.writer() != null && isCustomWritten(use.writtenBy()) && use.writer().hasSerializer()) {
			return use.writer().getSerializer();
		}
		return writingContext().findPrimaryPropertySerializer(type, use.writer());
	}

	ValueDeserializer<Object> deserializer(JavaType type, Use use) {
		if (!use.isElement() && use.reader() != null && use.reader().getType().equals(type)) {
			return use.reader().getValueDeserializer();
		}
		return readingContext().findContextualValueDeserializer(type, use.reader());
	}

	ValueSerializer<Object> serializer(JavaType type) {
		return writingContext().findValueSerializer(type);
	}

	ValueDeserializer<Object> deserializer(JavaType type) {
		return readingContext().findNonContextualValueDeserializer(type);
	}

	/**
	 * The kind of scalar that a serializer writes.
	 * @return the kind, {@code null} if it writes none or does not say what it writes
	 */
	@Nullable ValueKind scalarKind(ValueSerializer<?> serializer, JavaType type) {
		Scalars scalars = new Scalars(writingContext());
		serializer.acceptJsonFormatVisitor(scalars, type);
		return scalars.kind;
	}

	private static final class Scalars extends JsonFormatVisitorWrapper.Base {

		private @Nullable ValueKind kind;

		Scalars(SerializationContext context) {
			super(context);
		}

		@Override
		public JsonStringFormatVisitor expectStringFormat(JavaType type) {
			this.kind = ValueKind.STRING;
			return new JsonStringFormatVisitor.Base();
		}

		@Override
		public JsonBooleanFormatVisitor expectBooleanFormat(JavaType type) {
			this.kind = ValueKind.BOOL;
			return new JsonBooleanFormatVisitor.Base();
		}

		@Override
		public JsonNumberFormatVisitor expectNumberFormat(JavaType type) {
			this.kind = ValueKind.DOUBLE;
			return new JsonNumberFormatVisitor.Base();
		}

		@Override
		public JsonIntegerFormatVisitor expectIntegerFormat(JavaType type) {
			this.kind = ValueKind.INT64;
			return new JsonIntegerFormatVisitor.Base() {

				@Override
				public void numberType(NumberType type) {
					Scalars.this.kind = (type == NumberType.INT) ? ValueKind.INT32 : ValueKind.INT64;
				}

			};
		}

	}

}
