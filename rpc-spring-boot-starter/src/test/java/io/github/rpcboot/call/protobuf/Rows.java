package io.github.rpcboot.call.protobuf;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.NullUnmarked;

/** A contract with every row of the table of types. */
@NullUnmarked
interface Rows {

	void plain(Plain plain);

	void boxed(Boxed boxed);

	void texts(Texts texts);

	void lists(Lists lists);

	void arrays(Arrays arrays);

	void maps(Maps maps);

	void optionals(Optionals optionals);

	void tree(Tree tree);

	void drawing(Drawing drawing);

	void bean(Bean bean);

	void made(Made made);

	Shape shape(Shape shape);

	List<Line> lines(int first, Integer count, String name, Optional<String> filter, List<Line> lines);

	String echo(String text);

	int sum(int a, int b);

	Line line(Line line);

	record Plain(boolean flag, byte small, short medium, int number, long large, float real, double precise,
			char letter) {

	}

	record Boxed(Boolean flag, Byte small, Short medium, Integer number, Long large, Float real, Double precise,
			Character letter, String text, byte[] bytes, Color color, Instant at, Line line) {

	}

	record Texts(UUID id, URI address, BigDecimal price, BigInteger count, Duration pause, LocalDate day, Year year,
			@JsonFormat(pattern = "dd.MM.uuuu HH:mm") LocalDateTime written, Sku sku, Level level) {

	}

	record Lists(List<String> texts, List<Integer> numbers, Set<Long> set, SortedSet<String> sorted,
			Collection<Color> colors, EnumSet<Color> chosen, List<Line> lines, List<Instant> times, List<byte[]> blobs,
			List<UUID> ids, List<Double> reals, List<Boolean> flags) {

	}

	record Arrays(int[] numbers, long[] large, double[] reals, boolean[] flags, String[] texts, Line[] lines,
			byte[] bytes) {

	}

	record Maps(Map<String, Integer> counts, Map<Integer, String> names, Map<Long, Line> lines,
			Map<UUID, Instant> times, Map<Color, Color> colors, SortedMap<String, String> sorted,
			EnumMap<Color, Integer> chosen, Map<LocalDate, byte[]> blobs) {

	}

	record Optionals(Optional<String> text, Optional<Line> line, Optional<Color> color, OptionalInt number,
			OptionalLong large, Optional<Instant> at) {

	}

	record Tree(String name, Tree left, List<Tree> others) {

	}

	record Drawing(Shape one, List<Shape> shapes, Map<String, Shape> named) {

	}

	record Line(@JsonProperty("sku_code") String sku, int quantity) {

	}

	record Sku(@JsonValue String text) {

	}

	record Level(@JsonValue int number) {

	}

	enum Color {

		RED,

		@JsonProperty("green_one")
		GREEN,

		BLUE

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Circle.class, name = "circle"),
			@JsonSubTypes.Type(value = Square.class, name = "square") })
	sealed interface Shape permits Circle, Square {

	}

	record Circle(int radius) implements Shape {

	}

	record Square(int side, Line label) implements Shape {

	}

	/** With setters, a field of its own, and values that it begins with. */
	class Bean {

		@JsonProperty(index = 2)
		private List<String> tags = List.of("first");

		private int count = 7;

		@JsonProperty(index = 900)
		public String open = "open";

		public List<String> getTags() {
			return this.tags;
		}

		public void setTags(List<String> tags) {
			this.tags = tags;
		}

		@JsonProperty(index = 1)
		public int getCount() {
			return this.count;
		}

		public void setCount(int count) {
			this.count = count;
		}

	}

	/** Made by a factory method, and completed by a setter. */
	final class Made {

		private final String name;

		private long size;

		private Made(String name) {
			this.name = name;
		}

		@JsonCreator
		static Made named(@JsonProperty(value = "label", index = 1) String name) {
			return new Made(name);
		}

		@JsonProperty("label")
		public String name() {
			return this.name;
		}

		@JsonProperty(index = 2)
		public long getSize() {
			return this.size;
		}

		public void setSize(long size) {
			this.size = size;
		}

	}

	/** What a test writes, by method. */
	static Map<String, Object[]> values() {
		Line line = new Line("A-1", 3);
		Instant time = Instant.parse("2026-05-09T07:29:33.123456789Z");
		UUID id = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
		Map<String, Object[]> values = new TreeMap<>();
		values.put("plain",
				new Object[] { new Plain(true, (byte) -3, (short) -300, -70000, Long.MIN_VALUE, -1.5f, Math.PI, 'ß') });
		values.put("boxed", new Object[] { new Boxed(false, (byte) 0, (short) 0, 0, 0L, 0f, 0d, 'x', "", new byte[0],
				Color.BLUE, Instant.EPOCH, new Line(null, 0)) });
		values.put("texts",
				new Object[] { new Texts(id, URI.create("https://example.org/ä?b#c"), new BigDecimal("1.10"),
						new BigInteger("123456789012345678901234567890"), Duration.ofMillis(90_500),
						LocalDate.parse("2026-05-09"), Year.of(2026), LocalDateTime.parse("2026-05-09T07:29"),
						new Sku("A-1"), new Level(-7)) });
		values.put("lists", new Object[] { new Lists(List.of("a", "", "ü€😀", "x".repeat(300)), List.of(1, 0, -1, 300),
				Set.of(Long.MAX_VALUE), new TreeSet<>(Set.of("a", "b")), List.of(Color.RED, Color.BLUE),
				EnumSet.of(Color.GREEN), List.of(line, new Line(null, 0)), List.of(time, Instant.EPOCH),
				List.of(new byte[0], new byte[] { 1, 2 }), List.of(id), List.of(0d, 1e300), List.of(true, false)) });
		values.put("arrays",
				new Object[] { new Arrays(new int[] { 1, -2, 0 }, new long[] { 1L << 40 }, new double[] { .5 },
						new boolean[] { false, true }, new String[] { "a", "" }, new Line[] { line },
						new byte[] { 9 }) });
		values.put("maps",
				new Object[] { new Maps(Map.of("a", 1, "", 0), Map.of(0, "", -1, "b"), Map.of(0L, line, 7L, line),
						Map.of(id, time), Map.of(Color.GREEN, Color.RED), new TreeMap<>(Map.of("x", "y")),
						new EnumMap<>(Map.of(Color.BLUE, 4)), Map.of(LocalDate.EPOCH, new byte[] { 5 })) });
		values.put("optionals", new Object[] { new Optionals(Optional.of(""), Optional.of(line),
				Optional.of(Color.GREEN), OptionalInt.of(0), OptionalLong.of(-1), Optional.of(Instant.EPOCH)) });
		values.put("tree", new Object[] { new Tree("a", new Tree("b", null, List.of()),
				List.of(new Tree("c", null, List.of()), new Tree(null, null, List.of()))) });
		values.put("drawing", new Object[] { new Drawing(new Circle(0), List.of(new Square(1, line), new Circle(2)),
				Map.of("s", new Square(0, null))) });
		values.put("shape", new Object[] { new Square(3, line) });
		values.put("lines", new Object[] { 0, 5, "n", Optional.of("f"), List.of(line) });
		values.put("echo", new Object[] { "Hello" });
		values.put("sum", new Object[] { -1, 2 });
		values.put("line", new Object[] { line });
		return values;
	}

}
