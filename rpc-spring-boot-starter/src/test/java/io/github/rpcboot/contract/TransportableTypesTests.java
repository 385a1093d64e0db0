package io.github.rpcboot.contract;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.ser.std.ToStringSerializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What may travel in a message.
 */
class TransportableTypesTests {

	@Test
	void scalarsMayTravel() {
		assertThatNoException().isThrownBy(() -> Parsing.checkType(Scalars.class));
	}

	@Test
	void containersMayTravel() {
		assertThatNoException().isThrownBy(() -> Parsing.checkType(ContainersOfMany.class));
	}

	@Test
	void mapsMayHaveScalarKeys() {
		assertThatNoException().isThrownBy(() -> Parsing.checkType(Keys.class));
	}

	@Test
	void recordsAndBeansMayTravel() {
		assertThatNoException().isThrownBy(() -> Parsing.checkType(Objects.class));
	}

	@Test
	void closedHierarchiesMayTravel() {
		assertThatNoException().isThrownBy(() -> Parsing.checkType(Hierarchies.class));
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

	record Scalars(boolean c1, Boolean c2, char c3, Character c4, byte c5, Short c6, int c7, Integer c8, long c9,
			Long c10, float c11, Double c12, String c13, CharSequence c14, StringBuilder c15, BigDecimal c16,
			BigInteger c17, Color c18, byte[] c19, char[] c20, UUID c21, URI c22, Locale c23, Currency c24, Instant c25,
			Duration c26, LocalDate c27, OffsetDateTime c28, ZonedDateTime c29, Period c30, Year c31, YearMonth c32,
			Month c33, DayOfWeek c34, ZoneId c35, TimeZone c36, Date c37, Calendar c38, Charset c39, Pattern c40,
			InetAddress c41, TimeUnit c42, OptionalInt c43, OptionalLong c44, AtomicInteger c45, int[] c46,
			JsonNode c47, ArrayNode c48, URL c49, Timestamp c50, int[][] c51, String[] c52, ByteBuffer c53,
			java.sql.Date c54, LocalTime c55, ZoneOffset c56, LocalDateTime c57, MonthDay c58, AtomicBoolean c59,
			AtomicLong c60) {
	}

	record ContainersOfMany(List<String> c1, Set<Item> c2, Collection<Item> c3, Iterable<Item> c4, Queue<Item> c5,
			Deque<Item> c6, SortedSet<String> c7, ArrayList<Item> c8, ArrayDeque<Item> c9, EnumSet<Color> c10,
			Map<String, Item> c11, SortedMap<String, Item> c12, ConcurrentMap<String, Item> c13,
			HashMap<String, Item> c14, LinkedHashMap<String, Item> c15, EnumMap<Color, Item> c16,
			Map.Entry<String, Item> c17, Optional<Item> c18, AtomicReference<Item> c19, Item[] c20, List<Item>[] c21,
			Map<String, List<Map<Long, Optional<Item>>>> c22, Names c23, Table c24, Properties c25,
			Map<String, JsonNode> c26, List<JsonNode> c27, List<byte[]> c28, List<int[]> c29) {
	}

	record Keys(Map<String, String> c1, Map<Color, String> c2, Map<Long, String> c3, Map<Integer, String> c4,
			Map<UUID, String> c5, Map<LocalDate, String> c6, Map<ZoneId, String> c7, Map<DayOfWeek, String> c8,
			Map<Double, String> c9) {
	}

	record Objects(Item c1, Page<Item> c2, Bean c3, Immutable c4, Built c5, Hidden c6, Sku c7, EmptyRecord c8,
			Page<Page<Map<String, Item>>> c9, Customized c10, StringPage c11) {
	}

	record Hierarchies(Shape c1, List<Shape> c2, Map<String, Shape> c3, Vehicle c4, Answer<Item> c5, Deduced c6,
			PropertyTyped c7, MadeAs c8, WithFactory c9, MadeByProperty c10, Deep c11, SimplyNamed c12) {
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

	record Customized(@JsonSerialize(using = ToStringSerializer.class) @JsonDeserialize(
			using = StringDeserializer.class) Serializable anything) {
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
