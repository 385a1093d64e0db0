package io.github.rpcboot.contract.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.schema.FieldType.Label;
import io.github.rpcboot.contract.schema.FieldType.Shape;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TreeNode;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;

/**
 * Finds the protobuf form of the types of one contract, and refuses those that have none.
 * Each message and enum is made once.
 */
final class TypeReader {

	private final Jackson jackson;

	private final ContainerForms containers;

	private final BeanReader beans;

	private final SealedReader sealedTypes;

	private final EnumReader enums;

	private final Map<JavaType, MessageType> messages = new LinkedHashMap<>();

	private final Map<String, String> names = new LinkedHashMap<>();

	private final List<MessageType> order = new ArrayList<>();

	TypeReader(Jackson jackson, Numbers numbers) {
		this.jackson = jackson;
		this.containers = new ContainerForms(jackson);
		this.beans = new BeanReader(jackson, this, numbers);
		this.sealedTypes = new SealedReader(jackson, this, numbers);
		this.enums = new EnumReader(jackson, this, numbers);
	}

	List<MessageType> messages() {
		return this.order;
	}

	List<EnumType> enums() {
		return this.enums.all();
	}

	/** What the value of a member or parameter is. */
	Shape shape(JavaType type, Use use, Trail trail) {
		if (type.hasRawClass(byte[].class) || this.jackson.isCustom(use)) {
			return single(type, use, trail);
		}
		boolean repeated = ContainerForms.isRepeated(type);
		if ((repeated || ContainerForms.isMap(type)) && !isWrittenAsBean(type)) {
			if (this.jackson.hasCustomElements(use)) {
				throw trail.failure("The elements of '" + trail.last() + "' have a serializer or deserializer of their "
						+ "own, whose form is not known.", "Give it to the type of the elements.");
			}
			return repeated ? repeated(type, use, trail) : map(type, use, trail);
		}
		Shape optional = optional(type, use, trail);
		return (optional != null) ? optional : single(type, use, trail);
	}

	private Shape single(JavaType type, Use use, Trail trail) {
		ValueType value = value(type, use, trail);
		Object absent = Scalars.absent(value, use.nonNull() || type.isPrimitive());
		boolean plain = absent != null || isToldApart(value) || (use.nonNull() && value.enumeration() != null);
		return Shape.single(plain ? Label.PLAIN : Label.OPTIONAL, value, null, absent);
	}

	/** Whether an empty value is written, so that only an absent one is absent. */
	private static boolean isToldApart(ValueType value) {
		return value.kind() == ValueKind.MESSAGE || value.kind() == ValueKind.TIMESTAMP;
	}

	private Shape repeated(JavaType type, Use use, Trail trail) {
		if (type.hasRawClass(char[].class)) {
			throw refused(type, "is a text in JSON and no list", "Use 'String'.", trail);
		}
		ValueType element = value(ContainerForms.elementOf(type), use.element(), trail.step("element"));
		return new Shape(Label.REPEATED, element, null, this.containers.opener(type),
				this.containers.closer(type, trail), null, null);
	}

	private Shape map(JavaType type, Use use, Trail trail) {
		ValueType key = MapKeys.of(this.jackson, type.getKeyType(), trail.step("key"));
		ValueType value = value(type.getContentType(), use.element(), trail.step("value"));
		return new Shape(Label.MAP, value, key, this.containers.opener(type), this.containers.closer(type, trail), null,
				null);
	}

	private @Nullable Shape optional(JavaType type, Use use, Trail trail) {
		Class<?> raw = type.getRawClass();
		if (raw == Optional.class) {
			ValueType value = value(type.getReferencedType(), use.element(), trail.step("value"));
			boolean message = value.message() != null || value.kind() == ValueKind.TIMESTAMP;
			return Shape.single(message ? Label.PLAIN : Label.OPTIONAL, value, Optionals.OBJECT, Optional.empty());
		}
		if (raw == OptionalInt.class) {
			return number(Integer.class, Optionals.INT, OptionalInt.empty());
		}
		if (raw == OptionalLong.class) {
			return number(Long.class, Optionals.LONG, OptionalLong.empty());
		}
		return (raw == OptionalDouble.class) ? number(Double.class, Optionals.DOUBLE, OptionalDouble.empty()) : null;
	}

	private static Shape number(Class<?> type, Optionals wrapping, Object empty) {
		ValueType value = Scalars.find(type);
		if (value == null) {
			throw new IllegalArgumentException(type.getName());
		}
		return Shape.single(Label.OPTIONAL, value, wrapping, empty);
	}

	/** What a single value is: a scalar, an enum or a message. */
	ValueType value(JavaType type, Use use, Trail trail) {
		boolean custom = !use.isElement() && this.jackson.isCustom(use);
		if (this.jackson.hasTypeInfo(use.writtenBy())) {
			throw refused(type, "is told apart by @JsonTypeInfo at the member '" + trail.last() + "'",
					"Annotate the type itself.", trail);
		}
		ValueType scalar = custom ? null : Scalars.find(type.getRawClass());
		if (scalar == null && !custom) {
			scalar = composed(type, trail);
		}
		return (scalar != null) ? scalar : ofJackson(type, use, trail);
	}

	private @Nullable ValueType composed(JavaType type, Trail trail) {
		Class<?> raw = type.getRawClass();
		if (raw.isEnum() && !hasJsonValue(type)) {
			return new ValueType(ValueKind.ENUM, raw, null, this.enums.read(type, trail), null);
		}
		if (type.isReferenceType() || ((ContainerForms.isRepeated(type) || ContainerForms.isMap(type))
				&& !isWrittenAsBean(type) && !TreeNode.class.isAssignableFrom(raw))) {
			throw refused(type, "stands within a list, a map or an Optional, where protobuf knows single values only",
					"Use a record that holds it.", trail);
		}
		if (this.jackson.typeInfo(type) != null && this.sealedTypes.isSealed(type)) {
			return message(type, trail, this.sealedTypes::read);
		}
		return isBean(type) ? message(type, trail, this.beans::read) : null;
	}

	/** The object of one alternative of a sealed type. */
	ValueType alternative(JavaType type, Trail trail) {
		if (!isBean(type)) {
			throw refused(type, "is no object with members", "Make it a record.", trail);
		}
		return message(type, trail, this.beans::read);
	}

	private ValueType message(JavaType type, Trail trail, Reading reading) {
		MessageType message = this.messages.get(type);
		if (message == null) {
			String name = claim(nameOf(type), type.toCanonical(), trail);
			message = new MessageType(name, type.getRawClass(),
					this.jackson.typeInfo(type) != null && this.sealedTypes.isSealed(type));
			this.messages.put(type, message);
			this.order.add(message);
			reading.read(message, type, trail);
		}
		return new ValueType(ValueKind.MESSAGE, type.getRawClass(), message, null, null);
	}

	/** A message that no Java type stands for. */
	MessageType synthesized(String name, Trail trail) {
		MessageType message = new MessageType(claim(name, "the parameters or the result of a method", trail),
				Object[].class, false);
		this.order.add(message);
		return message;
	}

	String claim(String name, String javaType, Trail trail) {
		String other = this.names.putIfAbsent(name, javaType);
		if (other != null) {
			throw trail.failure("'" + name + "' would be the name of two types: " + other + " and " + javaType + ".",
					"Give one of them another name with @RemoteContract(\"" + name + "2\") on its class.");
		}
		return name;
	}

	boolean isClaimed(String name) {
		return this.names.containsKey(name);
	}

	static String nameOf(JavaType type) {
		RemoteContract annotation = type.getRawClass().getDeclaredAnnotation(RemoteContract.class);
		StringBuilder name = new StringBuilder((annotation != null && !annotation.value().isEmpty())
				? annotation.value() : type.getRawClass().getSimpleName());
		for (JavaType argument : type.getBindings().getTypeParameters()) {
			name.append((name.indexOf("Of") < 0) ? "Of" : "And").append(nameOf(argument));
		}
		return FieldNames.capitalised(FieldNames.identifier(name.toString()));
	}

	private ValueType ofJackson(JavaType type, Use use, Trail trail) {
		if (TreeNode.class.isAssignableFrom(type.getRawClass())) {
			throw refused(type, "holds any JSON",
					"Use a record, or a 'String' with the JSON. It travels over HTTP with JSON only.", trail);
		}
		ValueSerializer<Object> serializer = this.jackson.serializer(type, use);
		ValueKind kind = this.jackson.scalarKind(serializer, type);
		if (kind == null) {
			throw refused(type, "is written by '" + serializer.getClass().getTypeName() + "', whose form is no scalar "
					+ "or not known", "Use a record, or let the serializer say what it writes.", trail);
		}
		ValueKind written = type.hasRawClass(BigInteger.class) || type.hasRawClass(BigDecimal.class) ? ValueKind.STRING
				: kind;
		return ValueType.of(written, type.getRawClass(), JacksonScalar.of(this.jackson, written, type, use));
	}

	private boolean isBean(JavaType type) {
		ValueDeserializer<Object> deserializer = this.jackson.deserializer(type);
		return isWrittenAsBean(type) && deserializer instanceof BeanDeserializerBase && !hasJsonValue(type);
	}

	private boolean isWrittenAsBean(JavaType type) {
		ValueSerializer<Object> serializer = this.jackson.serializer(type);
		return serializer instanceof BeanSerializerBase || serializer instanceof UnknownSerializer;
	}

	private boolean hasJsonValue(JavaType type) {
		return this.jackson.describe(type).findJsonValueAccessor() != null;
	}

	static RpcConfigurationException refused(JavaType type, String reason, String action, Trail trail) {
		return trail.failure("The type '" + type.toCanonical() + "' has no form in protobuf: it " + reason + ".",
				action);
	}

	/** Fills a message whose name is known. */
	@FunctionalInterface
	private interface Reading {

		void read(MessageType message, JavaType type, Trail trail);

	}

}
