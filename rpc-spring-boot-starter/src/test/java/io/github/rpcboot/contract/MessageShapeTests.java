package io.github.rpcboot.contract;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which results are the response message themselves, and which are its member
 * {@code result}; the same rule decides about single parameters.
 */
class MessageShapeTests {

	@Test
	void objectsAreMessages() {
		assertThat(Parsing.parse(Messages.class).methods()).allSatisfy((method) -> {
			assertThat(method.isResultTheMessage()).as(method + " result").isTrue();
			assertThat(method.isParameterTheMessage()).as(method + " parameter").isTrue();
			assertThat(method.parameterNames()).as(method + " names").isEmpty();
		});
	}

	@Test
	void everythingElseIsAMember() {
		assertThat(Parsing.parse(Members.class).methods()).allSatisfy((method) -> {
			assertThat(method.isResultTheMessage()).as(method + " result").isFalse();
			assertThat(method.isParameterTheMessage()).as(method + " parameter").isFalse();
			assertThat(method.parameterNames()).as(method + " names").containsExactly("value");
		});
	}

	@Test
	void severalParametersAreMembers() {
		MethodContract method = Parsing.parseOnly(Several.class);
		assertThat(method.isParameterTheMessage()).isFalse();
		assertThat(method.parameterNames()).containsExactly("one", "other");
	}

	@Test
	void noParameterIsNoMessage() {
		MethodContract method = Parsing.parseOnly(NoParameter.class);
		assertThat(method.isParameterTheMessage()).isFalse();
		assertThat(method.parameterCount()).isZero();
		assertThat(method.parameterNames()).isEmpty();
	}

	@Test
	void mixInsOfTheMapperDecide() {
		JsonMapper mapper = JsonMapper.builder().addMixIn(Point.class, ArrayMixIn.class).build();
		ServiceContract contract = ContractParser.using(mapper).parse(Points.class);
		assertThat(contract.methods().get(0).isResultTheMessage()).isFalse();
		assertThat(Parsing.parseOnly(Points.class).isResultTheMessage()).isTrue();
	}

	@Test
	void formatsConfiguredInTheMapperDecide() {
		JsonMapper mapper = JsonMapper.builder()
			.withConfigOverride(Point.class,
					(config) -> config.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY)))
			.build();
		assertThat(ContractParser.using(mapper).parse(Points.class).methods().get(0).isResultTheMessage()).isFalse();
	}

	@Test
	void serializersOfModulesDecide() {
		SimpleModule module = new SimpleModule().addSerializer(Point.class, new PointSerializer())
			.addDeserializer(Point.class, new PointDeserializer());
		JsonMapper mapper = JsonMapper.builder().addModule(module).build();
		assertThat(ContractParser.using(mapper).parse(Points.class).methods().get(0).isResultTheMessage()).isFalse();
	}

	interface Messages {

		Point record(Point value);

		EmptyRecord emptyRecord(EmptyRecord value);

		Bean bean(Bean value);

		EmptyBean emptyBean(EmptyBean value);

		Box<String> generic(Box<String> value);

		Shape sealed(Shape value);

		Circle subtype(Circle value);

		Animal abstractClass(Animal value);

		Wrapped wrapperObject(Wrapped value);

		SaysObject customSerializerThatSaysObject(SaysObject value);

		PojoShape pojoShape(PojoShape value);

	}

	interface Members {

		int primitive(int value);

		Long boxed(Long value);

		String string(String value);

		BigDecimal decimal(BigDecimal value);

		Color enumeration(Color value);

		byte[] bytes(byte[] value);

		Point[] array(Point[] value);

		List<Point> list(List<Point> value);

		Set<Point> set(Set<Point> value);

		Iterable<Point> iterable(Iterable<Point> value);

		Map<String, Point> map(Map<String, Point> value);

		Map.Entry<String, Point> entry(Map.Entry<String, Point> value);

		Optional<Point> optional(Optional<Point> value);

		OptionalInt optionalInt(OptionalInt value);

		UUID uuid(UUID value);

		URI uri(URI value);

		Locale locale(Locale value);

		Instant instant(Instant value);

		Date date(Date value);

		JsonNode tree(JsonNode value);

		ObjectNode objectTree(ObjectNode value);

		Sku jsonValue(Sku value);

		WrappedPoint jsonValueOfAnObject(WrappedPoint value);

		ArrayPoint arrayShape(ArrayPoint value);

		StringPoint stringShape(StringPoint value);

		ArrayWrapped wrapperArray(ArrayWrapped value);

		MixedSealed sealedWithAnEnum(MixedSealed value);

		SaysNothing customSerializer(SaysNothing value);

	}

	record Point(int x, int y) {
	}

	record EmptyRecord() {
	}

	static class Bean {

		private String name = "";

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

	}

	static class EmptyBean {

	}

	record Box<T>(T content) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface Shape permits Circle, Square {

	}

	record Circle(int radius) implements Shape {
	}

	record Square(int side) implements Shape {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes({ @JsonSubTypes.Type(Dog.class), @JsonSubTypes.Type(Cat.class) })
	abstract static class Animal {

		public String name = "";

	}

	static class Dog extends Animal {

		public int bones;

	}

	static class Cat extends Animal {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
	sealed interface Wrapped permits WrappedOne {

	}

	record WrappedOne(int value) implements Wrapped {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_ARRAY)
	sealed interface ArrayWrapped permits ArrayWrappedOne {

	}

	record ArrayWrappedOne(int value) implements ArrayWrapped {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface MixedSealed permits MixedRecord, MixedEnum {

	}

	record MixedRecord(int value) implements MixedSealed {
	}

	enum MixedEnum implements MixedSealed {

		NONE

	}

	enum Color {

		RED

	}

	record Sku(@JsonValue String text) {
	}

	record WrappedPoint(@JsonValue Point point) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		WrappedPoint {
		}

	}

	@JsonFormat(shape = JsonFormat.Shape.ARRAY)
	record ArrayPoint(int x, int y) {
	}

	@JsonFormat(shape = JsonFormat.Shape.STRING)
	record StringPoint(int x, int y) {
	}

	@JsonFormat(shape = JsonFormat.Shape.POJO)
	record PojoShape(int x) {
	}

	@JsonFormat(shape = JsonFormat.Shape.ARRAY)
	interface ArrayMixIn {

	}

	@JsonSerialize(using = SaysNothingSerializer.class)
	@JsonDeserialize(using = SaysNothingDeserializer.class)
	static class SaysNothing {

	}

	@JsonSerialize(using = SaysObjectSerializer.class)
	static class SaysObject {

	}

	interface Several {

		void run(Point one, Point other);

	}

	interface NoParameter {

		Point find();

	}

	interface Points {

		Point find();

	}

	static class PointSerializer extends StdSerializer<Point> {

		PointSerializer() {
			super(Point.class);
		}

		@Override
		public void serialize(Point value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(value.x() + "," + value.y());
		}

	}

	static class PointDeserializer extends StdDeserializer<Point> {

		PointDeserializer() {
			super(Point.class);
		}

		@Override
		public Point deserialize(JsonParser parser, DeserializationContext context) {
			return new Point(0, 0);
		}

	}

	static class SaysNothingSerializer extends StdSerializer<SaysNothing> {

		SaysNothingSerializer() {
			super(SaysNothing.class);
		}

		@Override
		public void serialize(SaysNothing value, JsonGenerator generator, SerializationContext context) {
			generator.writeString("");
		}

	}

	static class SaysNothingDeserializer extends StdDeserializer<SaysNothing> {

		SaysNothingDeserializer() {
			super(SaysNothing.class);
		}

		@Override
		public SaysNothing deserialize(JsonParser parser, DeserializationContext context) {
			return new SaysNothing();
		}

	}

	static class SaysObjectSerializer extends StdSerializer<SaysObject> {

		SaysObjectSerializer() {
			super(SaysObject.class);
		}

		@Override
		public void serialize(SaysObject value, JsonGenerator generator, SerializationContext context) {
			generator.writeStartObject();
			generator.writeEndObject();
		}

		@Override
		public void acceptJsonFormatVisitor(JsonFormatVisitorWrapper visitor, JavaType type) {
			visitor.expectObjectFormat(type);
		}

	}

}
