package io.github.rpcboot.contract.schema;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.call.JsonCodec;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.contract.ContractParser;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.std.StdSerializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What a contract is in protobuf, and which types have no form there.
 */
@ExtendWith(OutputCaptureExtension.class)
@NullUnmarked
class ContractSchemasTests {

	private static final JsonMapper MAPPER = JsonCodec.strictMapper(List.of(), RpcLimits.DEFAULT);

	private static ServiceSchema schema(Class<?> contract) {
		return ContractSchemas.using(MAPPER).of(ContractParser.using(MAPPER).parse(contract));
	}

	private static String proto(Class<?> contract) {
		return schema(contract).toProto().lines().skip(2).reduce("", (text, line) -> text + line + "\n");
	}

	private static RpcConfigurationException failure(Class<?> contract) {
		RpcConfigurationException failure = catchThrowableOfType(RpcConfigurationException.class,
				() -> schema(contract));
		assertThat(failure).as(contract.getSimpleName() + " is refused").isNotNull();
		return failure;
	}

	@Test
	void aContractIsAServiceAndItsTypesAreMessages() {
		assertThat(proto(Orders.class)).isEqualTo("""
				syntax = "proto3";

				package shop.v2;

				import "google/protobuf/timestamp.proto";

				service Orders {
				  rpc Count (CountRequest) returns (CountResponse);
				  rpc Find (FindRequest) returns (Order);
				  rpc Place (Order) returns (PlaceResponse);
				}

				message CountRequest {}

				message CountResponse {
				  int64 result = 1;
				}

				message FindRequest {
				  optional string customer = 1;
				  repeated Status states = 2;
				  int32 limit = 3;
				}

				message Order {
				  optional int64 id = 1;
				  repeated Line lines = 2;
				  Payment.Value payment = 3;
				  google.protobuf.Timestamp placed_at = 4 [json_name = "placed_at"];
				  map<string, Line> extras = 5;
				  optional string gr_n = 6 [json_name = "grün"];
				}

				message Line {
				  optional string sku = 1;
				}

				message PlaceResponse {}

				enum Status {
				  STATUS_UNSPECIFIED = 0;
				  OPEN = 1;
				  CANCELED = 2;
				}

				message Payment {
				  enum Value {
				    PAYMENT_UNSPECIFIED = 0;
				    PAID = 1;
				    CANCELED = 2;
				  }
				}
				""".replace("  Payment.Value payment", "  optional Payment.Value payment"));
	}

	@Test
	void aComponentThatJacksonIgnoresIsNoField() {
		assertThat(proto(Ignoring.class)).contains("""
				message Hidden {
				  optional string name = 1;
				  optional int32 count = 2;
				}
				""");
	}

	interface Ignoring {

		Hidden hide(Hidden hidden);

	}

	record Hidden(String name, @JsonIgnore String secret, Integer count) {
	}

	@Test
	void parametersAndAnObjectOfTheSameMembersAreTheSameOnTheWire() {
		MethodSchema byName = schema(Hello.class).methods().get(0);
		MethodSchema byObject = schema(HelloObjects.class).methods().get(0);

		assertThat(byName.name()).isEqualTo("SayHello").isEqualTo(byObject.name());
		assertThat(byName.request().fields()).hasToString("[name = 1]");
		assertThat(byObject.request().fields()).hasToString("[name = 1]");
		assertThat(byName.response().fields()).hasToString("[result = 1]");
		assertThat(byObject.response().fields()).hasToString("[message = 1]");
	}

	@Test
	void scalarsAreOptionalUnlessNullMarkedCodeSaysThatTheyAreThere() {
		assertThat(proto(Marked.class)).contains("""
				message SaveRequest {
				  string name = 1;
				  optional string note = 2;
				  int32 count = 3;
				  Item item = 4;
				}
				""", """
				message Item {
				  int64 id = 1;
				  optional int64 parent = 2;
				}
				""");
	}

	@Test
	void genericTypesAreNamedAfterTheirArguments() {
		assertThat(proto(Pages.class)).contains("message PageOfItem {", "repeated Item items = 1;",
				"message PageOfString {", "repeated string items = 1;");
	}

	@Test
	void whoeverHasNoDescriptionIsWarnedOnce(CapturedOutput output) {
		ContractSchemas schemas = ContractSchemas.using(MAPPER);
		var contract = ContractParser.using(MAPPER).parse(Pages.class);
		schemas.of(contract);
		schemas.of(contract.methods().get(0));
		schemas.of(contract);

		assertThat(output).containsOnlyOnce("The contract 'Pages' has no description 'META-INF/rpc/Pages.proto': its "
				+ "field numbers follow the order in which members are declared");
	}

	@Test
	void beansNeedNumbers() {
		RpcConfigurationException failure = failure(Beans.class);

		assertThat(failure.description()).isEqualTo("The members of 'Bean' have no numbers: the order of a bean's "
				+ "members is not fixed. Found at Beans.save(…) -> parameter.");
		assertThat(failure.action()).isEqualTo("Write the contract's description with ContractDescription and commit "
				+ "it, give each member a number with @JsonProperty(index = …), or use a record.");
		assertThat(failure(HalfNumbered.class).description())
			.startsWith("Some members of 'Half' have an index and some have none.");
		assertThat(failure(TwiceNumbered.class).description())
			.startsWith("The member 'b' of 'Twice' has the index 1, which another one has too");
	}

	@Test
	void typesWithoutAFormAreRefusedWithThePathToThem() {
		assertThat(failure(Free.class).getMessage()).isEqualTo(
				"The type 'tools.jackson.databind.JsonNode' has no form in protobuf: it holds any JSON. Found at "
						+ "Free.save(…) -> parameter 'boxes' -> element -> Box.content. Use a record, or a 'String' with "
						+ "the JSON. It travels over HTTP with JSON only.");
		assertThat(failure(Nested.class).description()).isEqualTo(
				"The type 'java.util.List<java.lang.String>' has no form in protobuf: it stands within a list, a "
						+ "map or an Optional, where protobuf knows single values only. Found at Nested.save(…) -> "
						+ "parameter 'rows' -> element.");
		assertThat(failure(Nested.class).action()).isEqualTo("Use a record that holds it.");
		assertThat(failure(OptionalList.class).description()).contains("'java.util.List<java.lang.String>'",
				"parameter 'rows' -> value.");
		assertThat(failure(MapOfLists.class).description()).contains("'java.util.List<java.lang.String>'",
				"parameter 'rows' -> value.");
		assertThat(failure(FractionKeys.class).getMessage())
			.isEqualTo("The type 'java.lang.Double' cannot be the key of a map in protobuf. Found at "
					+ "FractionKeys.save(…) -> parameter 'rows' -> key. Use String or a whole number as the key, or a "
					+ "list of records.");
	}

	@Test
	void formsThatAnnotationsChangeBeyondProtobufAreRefused() {
		assertThat(failure(Unwrapped.class).description())
			.contains("has the member 'item' that is unwrapped, filtered or made up by annotations");
		assertThat(failure(AnyMembers.class).description()).contains("has members of any name");
		assertThat(failure(Custom.class).description()).contains(
				"it is written by '" + OddSerializer.class.getTypeName() + "', whose form is no scalar or not known");
	}

	@Test
	void otherTypesThatJsonWritesAsATextAreTexts() {
		assertThat(proto(Texts.class)).contains("optional string currency = 1;");
	}

	@Test
	void twoTypesOfOneNameAreRefusedUntilOneIsRenamed() {
		assertThat(failure(Clashing.class).description()).startsWith("'Item' would be the name of two types: "
				+ Item.class.getName() + " and " + Other.Item.class.getName() + ". Found at Clashing.save(…)");
		assertThat(failure(Clashing.class).action())
			.isEqualTo("Give one of them another name with @RemoteContract(\"Item2\") on its class.");
		assertThat(proto(Renamed.class)).contains("message Item {", "message OtherItem {");
		assertThat(failure(Self.class).description())
			.startsWith("'Self' would be the name of two types: the service itself and");
	}

	@RemoteContract("shop.v2.Orders")
	interface Orders {

		Order find(String customer, List<Status> states, int limit);

		void place(Order order);

		long count();

	}

	record Order(Long id, List<Line> lines, Payment payment, @JsonProperty("placed_at") Instant placedAt,
			Map<String, Line> extras, @JsonProperty("grün") String green) {

	}

	record Line(String sku) {

	}

	enum Status {

		OPEN, CANCELED

	}

	enum Payment {

		PAID, CANCELED

	}

	interface Hello {

		String sayHello(String name);

	}

	interface HelloObjects {

		HelloReply sayHello(HelloRequest request);

	}

	record HelloRequest(String name) {

	}

	record HelloReply(String message) {

	}

	@NullMarked
	interface Marked {

		void save(String name, @Nullable String note, Integer count, Item item);

	}

	@NullMarked
	record Item(Long id, @Nullable Long parent) {

	}

	interface Pages {

		Page<Item> items();

		Page<String> names();

	}

	record Page<T>(List<T> items) {

	}

	interface Beans {

		void save(Bean bean);

	}

	static class Bean {

		public String name;

	}

	interface HalfNumbered {

		void save(Half half);

	}

	record Half(@JsonProperty(index = 1) String a, String b) {

	}

	interface TwiceNumbered {

		void save(Twice twice);

	}

	record Twice(@JsonProperty(index = 1) String a, @JsonProperty(index = 1) String b) {

	}

	interface Free {

		void save(List<Box> boxes);

	}

	record Box(JsonNode content) {

	}

	interface Nested {

		void save(List<List<String>> rows);

	}

	interface OptionalList {

		void save(Optional<List<String>> rows);

	}

	interface MapOfLists {

		void save(Map<String, List<String>> rows);

	}

	interface FractionKeys {

		void save(Map<Double, String> rows);

	}

	interface Unwrapped {

		void save(Wrapper wrapper);

	}

	static class Wrapper {

		@JsonUnwrapped
		public Item item;

	}

	interface AnyMembers {

		void save(Any any);

	}

	static class Any {

		@JsonAnyGetter
		public Map<String, String> others = Map.of();

	}

	interface Custom {

		void save(CustomBox box);

	}

	record CustomBox(@JsonSerialize(using = OddSerializer.class) @JsonDeserialize(as = String.class) String odd) {

	}

	static class OddSerializer extends StdSerializer<String> {

		OddSerializer() {
			super(String.class);
		}

		@Override
		public void serialize(String value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(value);
		}

	}

	interface Texts {

		void save(Currency currency);

	}

	interface Clashing {

		void save(Item one, Other.Item other);

	}

	static final class Other {

		record Item(String name) {

		}

	}

	interface Renamed {

		void save(Item one, OtherItem other);

	}

	@RemoteContract("OtherItem")
	record OtherItem(String name) {

	}

	interface Self {

		void save(OfSelf self);

	}

	@RemoteContract("Self")
	record OfSelf(String name) {

	}

}
