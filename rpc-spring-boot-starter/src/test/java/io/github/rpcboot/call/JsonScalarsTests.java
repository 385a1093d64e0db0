package io.github.rpcboot.call;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonScalarsTests {

	private final Messages messages = Messages.of(Scalars.class);

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, 9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE })
	void aLongIsWrittenAsNumberAndReadFromNumberOrString(long value) {
		assertThat(this.messages.request("number", value)).isEqualTo("{'value':" + value + "}");
		assertThat(this.messages.argument("number", "{'value':" + value + "}")).isEqualTo(value);
		assertThat(this.messages.argument("number", "{'value':'" + value + "'}")).isEqualTo(value);
	}

	@Test
	void longsMayBeStringsWhereverTheyStand() {
		Numbers numbers = new Numbers(1, 2L, new long[] { 3, 4 }, List.of(5L), Map.of("a", 6L), Optional.of(7L));
		String json = "{'primitive':'1','boxed':'2','array':['3',4],'list':['5'],'map':{'a':'6'},'optional':'7'}";

		assertThat(this.messages.argument("numbers", json)).usingRecursiveComparison().isEqualTo(numbers);
		assertThat(this.messages.request("numbers", numbers))
			.isEqualTo("{'primitive':1,'boxed':2,'array':[3,4],'list':[5],'map':{'a':6},'optional':7}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.10", "-1E+400", "12345678901234567890.123456789", "1.000" })
	void aDecimalIsWrittenAsStringAndReadFromNumberOrString(String value) {
		BigDecimal decimal = new BigDecimal(value);

		assertThat(this.messages.request("decimal", decimal)).isEqualTo("{'value':'" + value + "'}");
		assertThat(this.messages.response("decimal", decimal)).isEqualTo("{'result':'" + value + "'}");
		assertThat(this.messages.argument("decimal", "{'value':'" + value + "'}")).isEqualTo(decimal);
		assertThat(this.messages.argument("decimal", "{'value':" + value + "}")).isEqualTo(decimal);
	}

	@Test
	void decimalsAreStringsWhereverTheyStand() {
		Prices prices = new Prices(new BigDecimal("1.10"), List.of(new BigDecimal("2.20")),
				Map.of("a", new BigDecimal("3.30")));

		assertThat(this.messages.request("prices", prices))
			.isEqualTo("{'one':'1.10','list':['2.20'],'map':{'a':'3.30'}}");
		assertThat(this.messages.argument("prices", "{'one':1.10,'list':['2.20',2],'map':{'a':3.30}}"))
			.isEqualTo(new Prices(new BigDecimal("1.10"), List.of(new BigDecimal("2.20"), new BigDecimal("2")),
					Map.of("a", new BigDecimal("3.30"))));
	}

	@Test
	void aBigIntegerIsReadFromNumberOrString() {
		BigInteger integer = new BigInteger("123456789012345678901234567890");

		assertThat(this.messages.argument("integer", "{'value':" + integer + "}")).isEqualTo(integer);
		assertThat(this.messages.argument("integer", "{'value':'" + integer + "'}")).isEqualTo(integer);
		assertThat(this.messages.argument("integer", this.messages.request("integer", integer))).isEqualTo(integer);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			decimal | {'value':''}
			decimal | {'value':'x'}
			decimal | {'value':true}
			decimal | {'value':[1]}
			integer | {'value':''}
			integer | {'value':'1.5'}
			integer | {'value':1.5}
			integer | {'value':true}
			number  | {'value':' '}
			number  | {'value':'0x10'}
			number  | {'value':'1e3'}
			number  | {'value':1e3}
			""")
	void whatIsNoDecimalStringIsRefused(String method, String json) {
		this.messages.refused(method, json, "$.value");
	}

	@Test
	void wholeNumbersAreFineForRealOnes() {
		assertThat(this.messages.argument("real", "{'value':2}")).isEqualTo(2.0);
		assertThat(this.messages.request("real", 0.1)).isEqualTo("{'value':0.1}");
	}

	@Test
	void enumsAreWrittenByNameWhateverToStringSays() {
		assertThat(this.messages.request("color", Color.RED)).isEqualTo("{'value':'RED'}");
		assertThat(this.messages.argument("color", "{'value':'RED'}")).isEqualTo(Color.RED);
		this.messages.refused("color", "{'value':'the color RED'}", "$.value");
	}

	@Test
	void enumsAreWrittenByTheirJsonName() {
		assertThat(this.messages.request("color", Color.GREEN)).isEqualTo("{'value':'grün'}");
		assertThat(this.messages.argument("color", "{'value':'grün'}")).isEqualTo(Color.GREEN);
		this.messages.refused("color", "{'value':'GREEN'}", "$.value");
	}

	@Test
	void enumsAreNamesInSetsAndAsKeys() {
		assertThat(this.messages.request("palette", Set.of(Color.RED), Map.of(Color.GREEN, 1)))
			.isEqualTo("{'colors':['RED'],'counts':{'grün':1}}");
		assertThat(this.messages.arguments("palette", "{'colors':['grün'],'counts':{'RED':1}}"))
			.containsExactly(Set.of(Color.GREEN), Map.of(Color.RED, 1));
		this.messages.refused("palette", "{'colors':[0]}", "$.colors[0]");
	}

	@Test
	void bytesAreBase64() {
		byte[] bytes = { (byte) 0xfb, (byte) 0xff, 0 };

		assertThat(this.messages.request("bytes", (Object) bytes)).isEqualTo("{'value':'+/8A'}");
		assertThat((byte[]) this.messages.argument("bytes", "{'value':'+/8A'}")).containsExactly(bytes);
		assertThat((byte[]) this.messages.argument("bytes", "{'value':''}")).isEmpty();
	}

	@Test
	void aSealedTypeTravelsByTheNamesOfItsSubtypes() {
		assertThat(this.messages.request("shape", new Circle(2))).isEqualTo("{'kind':'circle','radius':2}");
		assertThat(this.messages.argument("shape", "{'side':3,'kind':'square'}")).isEqualTo(new Square(3));
		assertThat(this.messages.response("shape", new Square(3))).isEqualTo("{'kind':'square','side':3}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			shape  | {'kind':'java.lang.Thread'}          | $
			shape  | {'radius':2}                         | $
			shape  | {'kind':7}                           | $
			shapes | {'value':[{'kind':'circle'},{'kind':'x'}]} | $.value[1]
			""")
	void anUnknownSubtypeIsRefused(String method, String json, String path) {
		this.messages.refused(method, json, path);
	}

	interface Scalars {

		void number(long value);

		void numbers(Numbers numbers);

		BigDecimal decimal(BigDecimal value);

		void prices(Prices prices);

		void integer(BigInteger value);

		void real(double value);

		void color(Color value);

		void palette(Set<Color> colors, Map<Color, Integer> counts);

		void bytes(byte[] value);

		Shape shape(Shape shape);

		void shapes(List<Shape> value);

	}

	record Numbers(long primitive, Long boxed, long[] array, List<Long> list, Map<String, Long> map,
			Optional<Long> optional) {

	}

	record Prices(BigDecimal one, List<BigDecimal> list, Map<String, BigDecimal> map) {

	}

	enum Color {

		RED,

		@JsonProperty("grün")
		GREEN;

		@Override
		public String toString() {
			return "the color " + name();
		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Circle.class, name = "circle"),
			@JsonSubTypes.Type(value = Square.class, name = "square") })
	sealed interface Shape permits Circle, Square {

	}

	record Circle(int radius) implements Shape {

	}

	record Square(int side) implements Shape {

	}

}
