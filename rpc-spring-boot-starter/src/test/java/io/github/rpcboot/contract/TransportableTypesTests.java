package io.github.rpcboot.contract;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What may travel in a message.
 */
class TransportableTypesTests {

	@Test
	void scalarsMayTravel() {
		assertThat(Parsing.parse(Scalars.class).methods()).hasSize(31);
	}

	@Test
	void containersMayTravel() {
		assertThat(Parsing.parse(ContainersOfMany.class).methods()).hasSize(27);
	}

	@Test
	void mapsMayHaveScalarKeys() {
		assertThat(Parsing.parse(Keys.class).methods()).hasSize(9);
	}

	@Test
	void recordsAndBeansMayTravel() {
		assertThat(Parsing.parse(Objects.class).methods()).hasSize(11);
	}

	@Test
	void closedHierarchiesMayTravel() {
		assertThat(Parsing.parse(Hierarchies.class).methods()).hasSize(11);
	}

	@Test
	void boundedWildcardCountsAsItsBound() {
		MethodContract method = Parsing.parseOnly(BoundedWildcard.class);
		assertThat(method.resultType().toString()).contains("java.util.List", Item.class.getName());
	}

	@Test
	void typeThatHoldsItselfMayTravel() {
		assertThat(Parsing.parseOnly(Trees.class).isResultTheMessage()).isTrue();
	}

	@Test
	void abstractTypeMappedByAModuleMayTravel() {
		SimpleModule module = new SimpleModule().addAbstractTypeMapping(OpenPerson.class, PersonBean.class);
		ContractParser parser = ContractParser.using(JsonMapper.builder().addModule(module).build());
		assertThat(parser.parse(ReturningOpen.class).methods()).hasSize(1);
	}

	interface Scalars {

		boolean m01(Boolean value);

		char m02(Character value);

		byte m03(Short value);

		int m04(Integer value);

		long m05(Long value);

		float m06(Double value);

		String m07(CharSequence value);

		StringBuilder m08(BigDecimal value);

		BigInteger m09(Color value);

		byte[] m10(char[] value);

		UUID m11(URI value);

		Locale m12(Currency value);

		Instant m13(Duration value);

		LocalDate m14(OffsetDateTime value);

		ZonedDateTime m15(Period value);

		Year m16(YearMonth value);

		Month m17(DayOfWeek value);

		ZoneId m18(TimeZone value);

		Date m19(Calendar value);

		Charset m20(Pattern value);

		InetAddress m21(TimeUnit value);

		OptionalInt m22(OptionalLong value);

		AtomicInteger m23(int[] value);

		JsonNode m24(ArrayNode value);

		java.net.URL m25(java.sql.Timestamp value);

		int[][] m26(String[] value);

		java.nio.ByteBuffer m27(java.sql.Date value);

		java.time.LocalTime m28(java.time.ZoneOffset value);

		java.time.LocalDateTime m29(java.time.MonthDay value);

		java.util.concurrent.atomic.AtomicBoolean m30(java.util.concurrent.atomic.AtomicLong value);

		void m31();

	}

	interface ContainersOfMany {

		List<String> m01(List<String> value);

		Set<Item> m02(Set<Item> value);

		Collection<Item> m03(Collection<Item> value);

		Iterable<Item> m04(Iterable<Item> value);

		Queue<Item> m05(Queue<Item> value);

		Deque<Item> m06(Deque<Item> value);

		SortedSet<String> m07(SortedSet<String> value);

		ArrayList<Item> m08(ArrayList<Item> value);

		ArrayDeque<Item> m09(ArrayDeque<Item> value);

		EnumSet<Color> m10(EnumSet<Color> value);

		Map<String, Item> m11(Map<String, Item> value);

		SortedMap<String, Item> m12(SortedMap<String, Item> value);

		ConcurrentMap<String, Item> m13(ConcurrentMap<String, Item> value);

		HashMap<String, Item> m14(HashMap<String, Item> value);

		LinkedHashMap<String, Item> m15(LinkedHashMap<String, Item> value);

		EnumMap<Color, Item> m16(EnumMap<Color, Item> value);

		Map.Entry<String, Item> m17(Map.Entry<String, Item> value);

		Optional<Item> m18(Optional<Item> value);

		AtomicReference<Item> m19(AtomicReference<Item> value);

		Item[] m20(Item[] value);

		List<Item>[] m21(List<Item>[] value);

		Map<String, List<Map<Long, Optional<Item>>>> m22(Map<String, List<Map<Long, Optional<Item>>>> value);

		Names m23(Names value);

		Table m24(Table value);

		Properties m25(Properties value);

		Map<String, JsonNode> m26(List<JsonNode> value);

		List<byte[]> m27(List<int[]> value);

	}

	interface Keys {

		void m1(Map<String, String> value);

		void m2(Map<Color, String> value);

		void m3(Map<Long, String> value);

		void m4(Map<Integer, String> value);

		void m5(Map<UUID, String> value);

		void m6(Map<LocalDate, String> value);

		void m7(Map<ZoneId, String> value);

		void m8(Map<DayOfWeek, String> value);

		void m9(Map<Double, String> value);

	}

	interface Objects {

		Item m01(Item value);

		Page<Item> m02(Page<Item> value);

		Bean m03(Bean value);

		Immutable m04(Immutable value);

		Built m05(Built value);

		Hidden m06(Hidden value);

		Sku m07(Sku value);

		EmptyRecord m08(EmptyRecord value);

		Page<Page<Map<String, Item>>> m09(Page<Page<Map<String, Item>>> value);

		Customized m10(Customized value);

		StringPage m11(StringPage value);

	}

	interface Hierarchies {

		Shape m01(Shape value);

		List<Shape> m02(Map<String, Shape> value);

		Vehicle m03(Vehicle value);

		Answer<Item> m04(Answer<Item> value);

		Deduced m05(Deduced value);

		PropertyTyped m06(PropertyTyped value);

		MadeAs m07(MadeAs value);

		WithFactory m08(WithFactory value);

		MadeByProperty m09(MadeByProperty value);

		Deep m10(Deep value);

		SimplyNamed m11(SimplyNamed value);

	}

	interface BoundedWildcard {

		List<? extends Item> find();

	}

	interface Trees {

		Tree find(long id);

	}

	interface ReturningOpen {

		OpenPerson find(long id);

	}

	enum Color {

		RED

	}

	record Item(String name, BigDecimal price, Optional<String> note) {
	}

	record EmptyRecord() {
	}

	record Page<T>(List<T> content, long total) {
	}

	static class StringPage extends ArrayList<Page<String>> {

	}

	static class Names extends ArrayList<String> {

	}

	static class Table extends HashMap<String, List<Item>> {

	}

	static class Bean {

		private List<Item> items = List.of();

		public List<Item> getItems() {
			return this.items;
		}

		public void setItems(List<Item> items) {
			this.items = items;
		}

	}

	static final class Immutable {

		private final String name;

		@JsonCreator
		Immutable(@JsonProperty("name") String name) {
			this.name = name;
		}

		public String getName() {
			return this.name;
		}

	}

	@JsonDeserialize(builder = Built.Builder.class)
	static final class Built {

		private final String name;

		private Built(String name) {
			this.name = name;
		}

		public String getName() {
			return this.name;
		}

		@JsonPOJOBuilder
		static final class Builder {

			private String name = "";

			public Builder withName(String name) {
				this.name = name;
				return this;
			}

			public Built build() {
				return new Built(this.name);
			}

		}

	}

	static class Hidden {

		public String name = "";

		@JsonIgnore
		public Object getAnything() {
			return this;
		}

	}

	record Sku(@JsonValue String text) {
	}

	record Customized(@tools.jackson.databind.annotation.JsonSerialize(
			using = tools.jackson.databind.ser.std.ToStringSerializer.class) @JsonDeserialize(
					using = tools.jackson.databind.deser.jdk.StringDeserializer.class) Serializable anything) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface Shape permits Circle, Polygon {

	}

	record Circle(int radius) implements Shape {
	}

	sealed interface Polygon extends Shape permits Square {

	}

	record Square(int side) implements Polygon {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes({ @JsonSubTypes.Type(value = Car.class, name = "car") })
	interface Vehicle {

		String plate();

	}

	record Car(String plate) implements Vehicle {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface Answer<T> permits Found, Missing {

	}

	record Found<T>(T value) implements Answer<T> {
	}

	record Missing<T>(String reason) implements Answer<T> {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
	sealed interface Deduced permits DeducedOne, DeducedTwo {

	}

	record DeducedOne(int one) implements Deduced {
	}

	record DeducedTwo(int two) implements Deduced {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
	sealed interface SimplyNamed permits SimplyNamedOne {

	}

	record SimplyNamedOne(int one) implements SimplyNamed {
	}

	interface OpenPerson {

		String getName();

	}

	static class PersonBean implements OpenPerson {

		public String name = "";

		@Override
		public String getName() {
			return this.name;
		}

	}

	record PropertyTyped(
			@JsonTypeInfo(use = JsonTypeInfo.Id.NAME) @JsonSubTypes(@JsonSubTypes.Type(value = PersonBean.class,
					name = "bean")) List<OpenPerson> persons) {
	}

	record MadeByProperty(@JsonDeserialize(contentAs = PersonBean.class) List<OpenPerson> persons) {
	}

	@JsonDeserialize(as = MadeAsRecord.class)
	interface MadeAs {

		String name();

	}

	record MadeAsRecord(String name) implements MadeAs {
	}

	abstract static class WithFactory {

		@JsonCreator
		static WithFactory of(@JsonProperty("name") String name) {
			return new WithFactory() {

				@Override
				public String getName() {
					return name;
				}

			};
		}

		public abstract String getName();

	}

	record Deep(List<Optional<Map<String, Shape[]>>> shapes) {
	}

	record Tree(String name, List<Tree> children, Map<String, Tree> byName, Optional<Tree> parent) {
	}

}
