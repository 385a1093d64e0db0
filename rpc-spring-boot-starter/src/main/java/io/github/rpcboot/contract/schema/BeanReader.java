package io.github.rpcboot.contract.schema;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.rpcboot.contract.schema.FieldType.Access;
import io.github.rpcboot.contract.schema.FieldType.Shape;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;

/**
 * Reads records and beans: the members that Jackson writes and reads, under the names
 * that it gives them.
 */
final class BeanReader {

	private static final String RECORD = "Use a record or a bean with plain members.";

	private final Jackson jackson;

	private final TypeReader types;

	private final Numbers numbers;

	BeanReader(Jackson jackson, TypeReader types, Numbers numbers) {
		this.jackson = jackson;
		this.types = types;
		this.numbers = numbers;
	}

	void read(MessageType message, JavaType type, Trail trail) {
		BeanDeserializerBase deserializer = (BeanDeserializerBase) this.jackson.deserializer(type);
		BeanMaking making = BeanMaking.of(this.jackson, type, deserializer, trail);
		Map<String, Member> members = new LinkedHashMap<>();
		making.parameters()
			.stream()
			.filter((property) -> !property.isIgnorable())
			.forEach((property) -> members.put(property.getName(), new Member(null, property)));
		boolean ordered = addOthers(type, deserializer, members, trail);
		FieldNames identifiers = new FieldNames();
		Map<String, String> names = new LinkedHashMap<>();
		Map<String, Integer> indexes = new LinkedHashMap<>();
		members.forEach((json, member) -> {
			names.put(json, identifiers.next(json));
			indexes.put(Objects.requireNonNull(names.get(json)), member.index());
		});
		Map<String, Integer> assigned = this.numbers.ofFields(message.name(), indexes, ordered, trail);
		List<FieldType> fields = new ArrayList<>();
		names.forEach((json, name) -> fields.add(field(message, json, name, Objects.requireNonNull(assigned.get(name)),
				Objects.requireNonNull(members.get(json)), trail)));
		message.complete(fields, this.numbers.reservedOfFields(message.name(), assigned.keySet()),
				making.creator(fields));
	}

	/**
	 * Adds what is no parameter of the creator.
	 * @return whether there is nothing of that kind
	 */
	private boolean addOthers(JavaType type, BeanDeserializerBase deserializer, Map<String, Member> members,
			Trail trail) {
		int parameters = members.size();
		if (this.jackson.serializer(type) instanceof BeanSerializerBase serializer) {
			checkWhole(type, serializer, deserializer, trail);
			for (Iterator<PropertyWriter> all = serializer.properties(); all.hasNext();) {
				BeanPropertyWriter writer = checked(type, all.next(), trail);
				members.merge(writer.getName(), new Member(writer, null), Member::with);
			}
		}
		for (Iterator<SettableBeanProperty> all = deserializer.properties(); all.hasNext();) {
			SettableBeanProperty reader = all.next();
			if (!reader.isIgnorable()) {
				members.merge(reader.getName(), new Member(null, reader), Member::with);
			}
		}
		return members.size() == parameters;
	}

	private void checkWhole(JavaType type, BeanSerializerBase serializer, BeanDeserializerBase deserializer,
			Trail trail) {
		if (serializer.usesObjectId()) {
			throw TypeReader.refused(type, "is told apart by @JsonIdentityInfo", "Name the other object by its id.",
					trail);
		}
		if (this.jackson.describe(type).findAnyGetter() != null || deserializer.hasAnySetter()) {
			throw TypeReader.refused(type, "has members of any name (@JsonAnyGetter, @JsonAnySetter)",
					"Declare a 'Map' member.", trail);
		}
	}

	private static BeanPropertyWriter checked(JavaType type, PropertyWriter property, Trail trail) {
		if (property instanceof BeanPropertyWriter writer && !writer.isUnwrapping() && !writer.isVirtual()) {
			return writer;
		}
		throw TypeReader.refused(type,
				"has the member '" + property.getName() + "' that is unwrapped, filtered or made up by annotations",
				RECORD, trail);
	}

	private FieldType field(MessageType message, String json, String name, int number, Member member, Trail trail) {
		Trail step = trail.step(message.javaType().getSimpleName() + "." + json);
		AnnotatedMember declared = member.declared();
		JavaType type = member.type();
		Use use = new Use(member.writer(), member.reader(), false, Nullness.isNonNull(declared));
		Shape shape = this.types.shape(type, use, step);
		Class<?> carrier = Members.carrier(type.getRawClass(), shape);
		if (member.isReadAsAnother() && !this.jackson.isCustom(use)) {
			shape = TwoTypes.of(member.writtenType(), member.readType(), shape, step);
			carrier = Object.class;
		}
		return new FieldType(name, json, number, shape,
				new Access(Members.getter(member.writer()), Members.setter(member.reader()), carrier));
	}

	/**
	 * A member as Jackson writes it and as Jackson reads it; one of them may be missing.
	 */
	private record Member(@Nullable BeanPropertyWriter writer, @Nullable SettableBeanProperty reader) {

		Member with(Member other) {
			return new Member((other.writer != null) ? other.writer : this.writer,
					(this.reader != null) ? this.reader : other.reader);
		}

		int index() {
			Integer index = (this.writer != null) ? this.writer.getMetadata().getIndex() : null;
			if (index == null && this.reader != null) {
				index = this.reader.getMetadata().getIndex();
			}
			return (index != null) ? Math.max(0, index) : 0;
		}

		AnnotatedMember declared() {
			return (this.writer != null) ? this.writer.getMember() : Objects.requireNonNull(this.reader).getMember();
		}

		JavaType writtenType() {
			return Objects.requireNonNull(this.writer).getType();
		}

		JavaType readType() {
			return Objects.requireNonNull(this.reader).getType();
		}

		boolean isReadAsAnother() {
			return this.writer != null && this.reader != null
					&& writtenType().getRawClass() != readType().getRawClass();
		}

		/**
		 * The narrower one, which {@code @JsonDeserialize(as = …)} may name, or the one
		 * that is optional.
		 */
		JavaType type() {
			if (this.writer == null || this.reader == null) {
				return (this.writer != null) ? writtenType() : readType();
			}
			boolean narrower = writtenType().getRawClass().isAssignableFrom(readType().getRawClass());
			return (narrower || Optionals.isOptional(readType().getRawClass())) ? readType() : writtenType();
		}

	}

}
