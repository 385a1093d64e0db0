package io.github.rpcboot.contract;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;

/**
 * What Jackson, configured as the application wants it, knows about a type.
 */
final class Introspection {

	private final JsonMapper mapper;

	private final SerializationConfig writing;

	private final DeserializationConfig reading;

	private final AnnotationIntrospector annotations;

	Introspection(JsonMapper mapper) {
		this.mapper = mapper;
		this.writing = mapper.serializationConfig();
		this.reading = mapper.deserializationConfig();
		this.annotations = this.writing.getAnnotationIntrospector();
	}

	JavaType javaType(Type type) {
		return this.mapper.constructType(type);
	}

	AnnotatedClass annotationsOf(JavaType type) {
		return this.writing.classIntrospectorInstance().introspectClassAnnotations(type);
	}

	BeanDescription describeForWriting(JavaType type) {
		ClassIntrospector introspector = this.writing.classIntrospectorInstance();
		return introspector.introspectForSerialization(type, introspector.introspectClassAnnotations(type));
	}

	BeanDescription describeForReading(JavaType type) {
		ClassIntrospector introspector = this.reading.classIntrospectorInstance();
		return introspector.introspectForDeserialization(type, introspector.introspectClassAnnotations(type));
	}

	JsonTypeInfo.@Nullable Value typeInfo(Annotated annotated) {
		JsonTypeInfo.Value info = this.annotations.findPolymorphicTypeInfo(this.writing, annotated);
		return JsonTypeInfo.Value.isEnabled(info) ? info : null;
	}

	/**
	 * The known concrete subtypes of a type that names its subtype on the wire.
	 * @param type the type
	 * @param annotated the type or the property that says so
	 * @param info what it says
	 * @return the subtypes, the type itself left out
	 */
	Set<Class<?>> subtypes(JavaType type, Annotated annotated, JsonTypeInfo.Value info) {
		Set<Class<?>> subtypes = new LinkedHashSet<>();
		for (NamedType subtype : namedSubtypes(type, annotated)) {
			subtypes.add(subtype.getType());
		}
		Class<?> fallback = info.getDefaultImpl();
		if (fallback != null && fallback != Void.class) {
			subtypes.add(fallback);
		}
		subtypes.removeIf((subtype) -> subtype == type.getRawClass() || javaType(subtype).isAbstract());
		return subtypes;
	}

	private Collection<NamedType> namedSubtypes(JavaType type, Annotated annotated) {
		if (annotated instanceof AnnotatedMember member) {
			return this.writing.getSubtypeResolver().collectAndResolveSubtypesByClass(this.writing, member, type);
		}
		return this.writing.getSubtypeResolver()
			.collectAndResolveSubtypesByClass(this.writing, (AnnotatedClass) annotated);
	}

	/**
	 * The type that Jackson makes in place of a declared one, because of
	 * {@code @JsonDeserialize(as = …)} and its kin.
	 * @param annotated the type or the property that says so
	 * @param type the declared type
	 * @return another type, or the declared one
	 */
	JavaType refined(Annotated annotated, JavaType type) {
		return this.annotations.refineDeserializationType(this.reading, annotated, type);
	}

	/**
	 * Whether a property brings its own way of writing and reading its value.
	 * @param member the property
	 * @return whether its type does not matter
	 */
	boolean isCustom(Annotated member) {
		return isCustomWritten(member) && isCustomRead(member);
	}

	private boolean isCustomWritten(Annotated member) {
		return this.annotations.findSerializer(this.writing, member) != null
				|| this.annotations.findContentSerializer(this.writing, member) != null
				|| this.annotations.findSerializationConverter(this.writing, member) != null;
	}

	private boolean isCustomRead(Annotated member) {
		return this.annotations.findDeserializer(this.reading, member) != null
				|| this.annotations.findContentDeserializer(this.reading, member) != null
				|| this.annotations.findDeserializationConverter(this.reading, member) != null;
	}

	JsonFormat.Shape shape(JavaType type) {
		JsonFormat.Value configured = this.writing.getDefaultPropertyFormat(type.getRawClass());
		JsonFormat.Value annotated = this.annotations.findFormat(this.writing, annotationsOf(type));
		return JsonFormat.Value.merge(configured, annotated).getShape();
	}

	/**
	 * Whether Jackson writes the properties of a type, and not a form of its own.
	 * @param type the type
	 * @return {@code false} if there is a special serializer for it
	 */
	boolean isWrittenAsBean(JavaType type) {
		ValueSerializer<?> serializer = this.mapper._serializationContext().findValueSerializer(type);
		return serializer instanceof BeanSerializerBase || serializer instanceof UnknownSerializer;
	}

	boolean isWrittenAsObject(JavaType type) {
		boolean[] object = new boolean[1];
		this.mapper.acceptJsonFormatVisitor(type, new JsonFormatVisitorWrapper.Base() {

			@Override
			public @Nullable JsonObjectFormatVisitor expectObjectFormat(JavaType visited) {
				object[0] = true;
				return null;
			}

		});
		return object[0];
	}

	Readability readability(JavaType type) {
		ValueDeserializer<?> deserializer = this.mapper._deserializationContext()
			.findNonContextualValueDeserializer(type);
		if (deserializer instanceof AbstractDeserializer) {
			return Readability.ABSTRACT;
		}
		if (!canInstantiate(deserializer)) {
			return Readability.NO_CREATOR;
		}
		return (deserializer instanceof BeanDeserializerBase) ? Readability.BEAN : Readability.VALUE;
	}

	private static boolean canInstantiate(ValueDeserializer<?> deserializer) {
		ValueInstantiator instantiator = (deserializer instanceof ValueInstantiator.Gettable gettable)
				? gettable.getValueInstantiator() : null;
		return instantiator == null || instantiator.canInstantiate();
	}

	/**
	 * How Jackson can make a value of a type from JSON.
	 */
	enum Readability {

		/** From its properties. */
		BEAN,

		/** In a form of its own. */
		VALUE,

		/** Not at all: nothing says which class to make. */
		ABSTRACT,

		/** Not at all: no constructor or factory method fits. */
		NO_CREATOR

	}

}
