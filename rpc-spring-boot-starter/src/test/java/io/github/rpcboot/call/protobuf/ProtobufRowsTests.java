package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.protobuf.DynamicMessage;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.protobuf.Rows.Bean;
import io.github.rpcboot.call.protobuf.Rows.Line;
import io.github.rpcboot.call.protobuf.Rows.Made;
import io.github.rpcboot.call.protobuf.Rows.Square;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.MapperFeature;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every row of the table of types, against the protobuf library and messages of the
 * exported schema.
 */
class ProtobufRowsTests {

	private final Protos protos = Protos.of(Rows.class);

	/** As in a native image, and for types of another module. */
	private final Protos byReflection = Protos.of(Rows.class, ReflectiveAccess::of);

	private static Set<String> methods() {
		return Rows.values().keySet();
	}

	@ParameterizedTest
	@MethodSource("methods")
	void whatWeWriteWeReadAgain(String method) {
		Object[] values = Rows.values().get(method);

		assertThat(this.protos.decode(method, this.protos.encode(method, values))).usingRecursiveComparison()
			.isEqualTo(values);
	}

	@ParameterizedTest
	@MethodSource("methods")
	void theProtobufLibraryReadsWhatWeWriteAndWeReadWhatItWrites(String method) throws IOException {
		Object[] values = Rows.values().get(method);
		byte[] ours = this.protos.encode(method, values);

		DynamicMessage theirs = this.protos.parse(method, ours);

		assertThat(theirs.getAllFields()).as("known fields").isNotEmpty();
		assertNothingUnknown(theirs);
		assertThat(theirs.getSerializedSize()).isEqualTo(ours.length);
		assertThat(this.protos.decode(method, theirs.toByteArray())).usingRecursiveComparison().isEqualTo(values);
	}

	@ParameterizedTest
	@MethodSource("methods")
	void whereNoClassCanBeDefinedReflectionDoesTheSame(String method) {
		Object[] values = Rows.values().get(method);
		byte[] bytes = this.byReflection.encode(method, values);

		assertThat(bytes).isEqualTo(this.protos.encode(method, values));
		assertThat(this.byReflection.decode(method, bytes)).usingRecursiveComparison().isEqualTo(values);
	}

	@Test
	void aClassIsDefinedForEveryTypeOfOurOwnLoader() {
		assertThat(this.protos.schema().messages()).filteredOn((message) -> message.creator() != null)
			.isNotEmpty()
			.allSatisfy((message) -> assertThat(BeanAccessClass.make(message, message.creator())).isNotNull());
	}

	private static void assertNothingUnknown(DynamicMessage message) {
		assertThat(message.getUnknownFields().asMap()).isEmpty();
		message.getAllFields().values().forEach((value) -> {
			for (Object element : (value instanceof List<?> list) ? list : List.of(value)) {
				if (element instanceof DynamicMessage inner) {
					assertNothingUnknown(inner);
				}
			}
		});
	}

	@Test
	void zerosAreNotWrittenWherePlainAndWrittenWhereOptional() {
		assertThat(this.protos.encode("plain", new Rows.Plain(false, (byte) 0, (short) 0, 0, 0, 0, 0, '\0'))).isEmpty();
		assertThat(
				Protos.hex(this.protos.encode("plain", new Rows.Plain(false, (byte) 0, (short) 0, 0, 0, 0, -0d, '\0'))))
			.isEqualTo("390000000000000080");
		assertThat(Protos.hex(this.protos.encode("echo", ""))).isEqualTo("0a00");
		assertThat(this.protos.encode("echo", (Object) null)).isEmpty();
	}

	@Test
	void whatIsAbsentIsNullZeroOrEmpty() {
		Rows.Boxed boxed = (Rows.Boxed) this.protos.argument("boxed", "");
		assertThat(boxed).hasAllNullFieldsOrPropertiesExcept("bytes");
		assertThat(boxed.bytes()).isEmpty();
		assertThat(this.protos.argument("plain", ""))
			.isEqualTo(new Rows.Plain(false, (byte) 0, (short) 0, 0, 0, 0, 0, '\0'));
		assertThat((Rows.Lists) this.protos.argument("lists", "")).satisfies((lists) -> {
			assertThat(lists.texts()).isNotNull().isEmpty();
			assertThat(lists.sorted()).isNotNull().isEmpty();
			assertThat(lists.chosen()).isNotNull().isEmpty();
		});
		assertThat(((Rows.Arrays) this.protos.argument("arrays", "")).lines()).isNotNull().isEmpty();
		assertThat(((Rows.Maps) this.protos.argument("maps", "")).chosen()).isNotNull().isEmpty();
		assertThat(((Rows.Optionals) this.protos.argument("optionals", "")).text()).isEmpty();
		assertThat(this.protos.decode("lines", new byte[0])).containsExactly(0, null, null, Optional.empty(),
				List.of());
	}

	@Test
	void valuesWhoseWireFormIsZeroArriveAsThemselvesInNullMarkedCode() throws IOException {
		Protos protos = Protos.of(Marked.class);
		Object[] values = { new Level(0), Phase.PHASE_UNSPECIFIED, new Word(""), new Levels(new Level(0), Phase.DONE) };

		byte[] bytes = protos.encode("take", values);

		assertThat(protos.decode("take", bytes)).isEqualTo(values);
		assertThat(protos.decode("take", protos.parse("take", bytes).toByteArray())).isEqualTo(values);
		assertThat(protos.decode("take", new byte[0])).containsExactly(null, Phase.PHASE_UNSPECIFIED, null, null);
		assertThat(protos.schema().toProto()).contains("optional int32 level = 1;", "Phase phase = 2;",
				"optional string word = 3;");
	}

	@Test
	void beansAreReadByTheirNumbersAndWhatTheyBeginWithIsReplaced() throws IOException {
		Bean bean = new Bean();
		bean.setTags(List.of("a"));
		bean.setCount(3);
		bean.open = "o";
		byte[] bytes = this.protos.encode("bean", bean);

		Bean read = (Bean) this.protos.decode("bean", bytes)[0];

		assertThat(read).usingRecursiveComparison().isEqualTo(bean);
		assertThat(this.protos.parse("bean", bytes).getAllFields().keySet()).extracting("number")
			.containsExactlyInAnyOrder(1, 2, 900);
		Bean empty = (Bean) this.protos.argument("bean", "");
		assertThat(empty.getTags()).isEmpty();
		assertThat(empty.getCount()).isZero();
		assertThat(empty.open).isNull();
	}

	@Test
	void listsWithoutASetterAreFilledWhereJacksonIsToldSo() {
		Protos protos = Protos.of(Filling.class, (builder) -> builder.enable(MapperFeature.USE_GETTERS_AS_SETTERS));
		Filled filled = new Filled();
		filled.getNumbers().addAll(List.of(1, 2));

		Filled read = (Filled) protos.decode("fill", protos.encode("fill", filled))[0];

		assertThat(read.getNumbers()).containsExactly(1, 2);
	}

	@Test
	void factoriesAreGivenTheirMembersAndSettersTheRest() {
		Made made = Made.named("n");
		made.setSize(5);

		Made read = (Made) this.protos.decode("made", this.protos.encode("made", made))[0];

		assertThat(read.name()).isEqualTo("n");
		assertThat(read.getSize()).isEqualTo(5);
	}

	@Test
	void resultsAreMessagesOrStandInOne() {
		List<Line> lines = List.of(new Line("a", 1));
		RpcReply reply = this.protos.codec("lines").encodeResult(lines);
		assertThat(this.protos.codec("lines").decodeResult(reply)).isEqualTo(lines);
		assertThat(Protos.hex(this.protos.codec("echo").encodeResult("a").body())).isEqualTo("0a0161");
		assertThat(this.protos.result("sum", new byte[0])).isEqualTo(0);
		assertThat(this.protos.result("lines", new byte[0])).isEqualTo(List.of());
	}

	@Test
	void aNullResultOfAnObjectIsToldApart() {
		RpcReply reply = this.protos.codec("line").encodeResult(null);

		assertThat(reply.body()).isEmpty();
		assertThat(reply.isNullResult()).isTrue();
		assertThat(this.protos.codec("line").decodeResult(reply)).isNull();
		assertThat(this.protos.result("line", new byte[0])).isEqualTo(new Line(null, 0));
	}

	@Test
	void packedAndUnpackedNumbersAreRead() {
		Rows.Lists packed = (Rows.Lists) this.protos.argument("lists", "12 03 01 02 03");
		Rows.Lists unpacked = (Rows.Lists) this.protos.argument("lists", "10 01 12 01 02 10 03");
		assertThat(packed.numbers()).containsExactly(1, 2, 3);
		assertThat(unpacked.numbers()).containsExactly(1, 2, 3);
	}

	@Test
	void theLastValueWinsAndMessagesAreMerged() throws IOException {
		byte[] one = this.protos.encode("shape", new Square(3, new Line("a", 1)));
		byte[] other = this.protos.encode("shape", new Square(0, new Line(null, 2)));
		byte[] both = Protos.bytes(Protos.hex(one) + Protos.hex(other));

		assertThat(this.protos.decode("shape", both)[0]).isEqualTo(new Square(3, new Line("a", 2)));
		assertThat(this.protos.argument("echo", "0a0161 0a0162")).isEqualTo("b");
		byte[] circle = this.protos.encode("shape", new Rows.Circle(4));
		assertThat(this.protos.decode("shape", Protos.bytes(Protos.hex(one) + Protos.hex(circle)))[0])
			.isEqualTo(new Rows.Circle(4));
		assertThat(this.protos.parse("shape", both)).isNotNull();
	}

	@Test
	void unknownFieldsAreSkipped() {
		// A varint, eight bytes, a text, a group with a group in it, four bytes.
		String unknown = "f80701 f907 0000000000000001 fa070161 fb07 0801 fb07 fc07 fc07 fd07 00000001";

		assertThat(this.protos.argument("echo", unknown + "0a0161" + unknown)).isEqualTo("a");
	}

	@Test
	void namesOfJsonAreKept() throws IOException {
		DynamicMessage line = this.protos.parse("line", this.protos.encode("line", new Line("a", 1)));

		assertThat(line.getDescriptorForType().findFieldByNumber(1).getName()).isEqualTo("sku_code");
		assertThat(line.getDescriptorForType().findFieldByNumber(1).getJsonName()).isEqualTo("sku_code");
	}

	@Test
	void textsAreThoseOfJson() throws IOException {
		Map<String, Object> texts = new TreeMap<>();
		this.protos.parse("texts", this.protos.encode("texts", Rows.values().get("texts")))
			.getAllFields()
			.forEach((field, value) -> texts.put(field.getName(), value));

		assertThat(texts).containsEntry("price", "1.10")
			.containsEntry("pause", "PT1M30.5S")
			.containsEntry("day", "2026-05-09")
			.containsEntry("written", "09.05.2026 07:29")
			.containsEntry("year", 2026L)
			.containsEntry("sku", "A-1")
			.containsEntry("level", -7)
			.containsEntry("count", "123456789012345678901234567890");
		assertThat(new BigDecimal("1.10").toString()).isEqualTo(texts.get("price"));
	}

	@Test
	void timesAreKeptToTheNanosecond() {
		Instant early = Instant.parse("0001-01-01T00:00:00.000000001Z");
		Rows.Optionals optionals = new Rows.Optionals(Optional.empty(), Optional.empty(), Optional.empty(),
				OptionalInt.empty(), OptionalLong.empty(), Optional.of(early));

		assertThat(this.protos.decode("optionals", this.protos.encode("optionals", optionals))[0]).isEqualTo(optionals);
	}

	interface Filling {

		void fill(Filled filled);

	}

	static final class Filled {

		private final List<Integer> numbers = new ArrayList<>();

		@JsonProperty(index = 1)
		public List<Integer> getNumbers() {
			return this.numbers;
		}

	}

	@NullMarked
	interface Marked {

		void take(Level level, Phase phase, Word word, Levels levels);

	}

	record Level(@JsonValue int value) {

	}

	record Word(@JsonValue String value) {

	}

	@NullMarked
	record Levels(Level level, Phase phase) {

	}

	enum Phase {

		PHASE_UNSPECIFIED, DONE

	}

}
