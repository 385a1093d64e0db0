package io.github.rpcboot.contract.schema;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.ContractParser;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The committed description: it fixes the numbers, and names what breaks old peers.
 */
@NullUnmarked
class ContractDescriptionTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	@TempDir
	Path resources;

	private ServiceSchema schema(Class<?> contract, String description) {
		var parsed = ContractParser.using(MAPPER).parse(contract);
		Description known = (description != null) ? Description.parse(description, "the file", parsed.name()) : null;
		return ContractSchemas.using(MAPPER).read(parsed, new Numbers(known, false));
	}

	private static String updated(Class<?> contract, String description) {
		var parsed = ContractParser.using(MAPPER).parse(contract);
		return ContractSchemas.using(MAPPER)
			.read(parsed, new Numbers(Description.parse(description, "the file", parsed.name()), true))
			.toProto();
	}

	private static DescriptionChanges changes(Class<?> contract, String then) {
		return DescriptionChanges.between(Description.parse(then, "then", "shop.Orders"),
				Description.parse(updated(contract, then), "now", "shop.Orders"));
	}

	private static final String PROTO = """
			syntax = "proto3";
			package shop;
			service Orders {
			  rpc Find (FindRequest) returns (Order);
			}
			message FindRequest { int64 id = 1; }
			message Order {
			  optional string note = 7;
			  int64 id = 2;
			  Status status = 4;
			}
			enum Status { STATUS_UNSPECIFIED = 0; OPEN = 5; }
			""";

	@Test
	void theDescriptionOnTheClassPathFixesTheNumbers() {
		ServiceSchema schema = ContractSchemas.using(MAPPER).of(ContractParser.using(MAPPER).parse(Described.class));

		assertThat(schema.methods().get(0).request().fields()).hasToString("[name = 3, count = 1]");
		assertThat(ContractDescription.of(Described.class).breakingChanges()).isEmpty();
		ContractDescription.of(Described.class).check();
	}

	@Test
	void inheritedMethodsAreNumberedByTheDescriptionBesideTheContractItself() throws ReflectiveOperationException {
		var contract = ContractParser.using(MAPPER).parse(new OtherJar().loadClass(Inheriting.class.getName()));
		assertThat(contract.methods().get(0).javaMethod().getDeclaringClass()).isSameAs(Inherited.class);

		ContractSchemas schemas = ContractSchemas.using(MAPPER);
		MethodSchema method = schemas.of(contract.methods().get(0));

		assertThat(method.request().fields()).hasToString("[name = 7]");
		assertThat(schemas.of(contract).methods()).containsExactly(method);
	}

	@Test
	void aMethodThatHasNoFormLeavesTheOthersTheirs() {
		ContractSchemas schemas = ContractSchemas.using(MAPPER);
		var contract = ContractParser.using(MAPPER).parse(HalfWay.class);

		assertThat(schemas.of(contract.method("good")).request().fields()).hasToString("[name = 1]");
		assertThat(catchThrowableOfType(RpcConfigurationException.class, () -> schemas.of(contract.method("bad"))))
			.hasMessageStartingWith("The members of 'Unnumbered' have no numbers");
		assertThat(catchThrowableOfType(RpcConfigurationException.class, () -> schemas.of(contract)))
			.hasMessageStartingWith("The members of 'Unnumbered' have no numbers");
	}

	@Test
	void numbersOfTheDescriptionWinOverTheOrder() {
		MessageType order = schema(Orders.class, PROTO).methods().get(0).response();

		assertThat(order.fields()).hasToString("[id = 2, note = 7, status = 4]");
		assertThat(order.fields().get(2).value().enumeration().constants()).extracting(EnumType.Constant::number)
			.containsExactly(0, 5);
	}

	@Test
	void aMemberThatTheDescriptionLacksStopsTheStart() {
		RpcConfigurationException failure = catchThrowableOfType(RpcConfigurationException.class,
				() -> schema(Orders.class, PROTO.replace("optional string note = 7;", "reserved 8;")));

		assertThat(failure.description()).isEqualTo("The description 'the file' of the contract lacks members of "
				+ "'Order', whose next numbers are free: 'note = 9'. Found at Orders.find(…) -> result.");
		assertThat(failure.action()).isEqualTo("Write the description again with ContractDescription and commit it, so "
				+ "that every version gives the same numbers.");
		assertThat(catchThrowableOfType(RpcConfigurationException.class,
				() -> schema(Orders.class, PROTO.replace("FindRequest", "Other"))))
			.hasMessageStartingWith("The description 'the file' of the contract lacks 'FindRequest'.");
	}

	@Test
	void anUpdatedDescriptionKeepsNumbersAndReservesWhatIsGone() {
		String text = updated(Orders.class,
				PROTO.replace("optional string note = 7;", "reserved 10 to 12, 20; reserved \"x\"; string old = 15; "));

		assertThat(text).contains("""
				message Order {
				  reserved 10;
				  reserved "x";
				  reserved 15;
				  reserved "old";
				  reserved 11, 12, 20;
				  int64 id = 2;
				  optional string note = 21;
				  optional Status status = 4;
				}
				""");
		assertThat(updated(Orders.class, text)).isEqualTo(text);
	}

	@Test
	void aWrittenDescriptionIsReadAgain() throws IOException {
		ContractDescription description = ContractDescription.of(Beans.class);

		Path file = description.write(this.resources);

		assertThat(file).isEqualTo(this.resources.resolve("META-INF/rpc/Beans.proto"));
		assertThat(Files.readString(file)).contains("optional string a = 1;", "optional string b = 2;");
		Files.writeString(file, Files.readString(file).replace("a = 1", "a = 3"));
		description.write(this.resources);
		assertThat(Files.readString(file)).contains("optional string a = 3;", "optional string b = 2;");
		assertThat(schema(Beans.class, Files.readString(file)).messages()).hasSize(2);
	}

	@Test
	void aBuildWritesAndChecksWithoutATest() throws IOException {
		ContractDescription.main("write", this.resources.toString(), Beans.class.getName(), Described.class.getName());
		assertThat(this.resources.resolve("META-INF/rpc/Beans.proto")).content().contains("optional string a = 1;");
		assertThat(this.resources.resolve(ContractDescription.of(Described.class).resource())).content()
			.isEqualTo(ContractDescription.of(Described.class).text());
		ContractDescription.main("check", Described.class.getName());
		assertThat(catchThrowableOfType(RpcConfigurationException.class,
				() -> ContractDescription.main("check", Described.class.getName(), Beans.class.getName())))
			.hasMessageStartingWith("The contract 'Beans' has no description");
	}

	@Test
	void aBuildThatSaysNothingUsefulIsToldWhatToSay() {
		assertThat(catchThrowableOfType(RpcConfigurationException.class,
				() -> ContractDescription.main("write", "src/main/resources")))
			.hasMessage("The arguments [write, src/main/resources] mean nothing. Say 'write <folder of resources> "
					+ "<contract interface> …' or 'check <contract interface> …'.");
		assertThat(catchThrowableOfType(RpcConfigurationException.class,
				() -> ContractDescription.main("check", "shop.Ordres")))
			.hasMessage("There is no interface 'shop.Ordres' on the class path. Write its whole name, with '$' before "
					+ "the name of a nested one, and compile it before.");
	}

	@Test
	void aMissingDescriptionIsNamed() {
		assertThat(catchThrowableOfType(RpcConfigurationException.class,
				() -> ContractDescription.of(Beans.class).check()))
			.hasMessage("The contract 'Beans' has no description 'META-INF/rpc/Beans.proto'. Write it with "
					+ "ContractDescription.of(Beans.class).write(Path.of(\"src/main/resources\")), and commit it.");
	}

	@Test
	void breakingChangesAndGapsStopTheBuild() {
		assertThat(catchThrowableOfType(RpcConfigurationException.class,
				() -> ContractDescription.of(Broken.class).check()))
			.hasMessage("""
					The contract 'shop.Broken' breaks peers that know its description:
					 - The member 'nom = 1' of 'SaveRequest' is gone or has another name: its value is lost on the way \
					to or from old peers.
					 - The method 'Gone' is gone or has another name.
					 Undo the changes, or give the contract a new wire name such as 'shop.v2.Orders'. If no such peer \
					is left, write the description again.""");
		assertThat(catchThrowableOfType(RpcConfigurationException.class,
				() -> ContractDescription.of(Outdated.class).check()))
			.hasMessage("""
					The description 'META-INF/rpc/Outdated.proto' is out of date:
					 - The member 'added = 2' of 'SaveRequest' is missing in it.
					 Write it again with ContractDescription, and commit it.""");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					Find (FindRequest)         | Search (FindRequest)      | The method 'Search' is gone or has another name.
					int64 id = 1;              | int64 nr = 1;             | The member 'nr = 1' of 'FindRequest' is gone or has another name: its value is lost on the way to or from old peers.
					int64 id = 1;              | int32 id = 1;             | The member 'id = 1' of 'FindRequest' was of the type 'int32' and is now of the type 'int64'.
					int64 id = 1;              | repeated int64 id = 1;    | The member 'id = 1' of 'FindRequest' was of the type 'repeated int64' and is now of the type 'int64'.
					Status status = 4;         | string status = 4;        | The member 'status = 4' of 'Order' was of the type 'string' and is now of the type 'Status'.
					Status status = 4;         | map<string, Status> status = 4; | The member 'status = 4' of 'Order' was of the type 'map<string, Status>' and is now of the type 'Status'.
					(FindRequest)              | (Query)                   | The request of 'Find' was the message 'Query' and is now 'FindRequest', which has other members.
					(Order);                   | (stream Order);           | The method 'Find' has become, or is no longer, a stream.
					OPEN = 5;                  | OPEN = 5; DONE = 6;       | The constant 'DONE = 6' of 'Status' is gone or has another name or number.
					OPEN = 5;                  |                           | The constant 'OPEN = 1' of 'Status' is new and can be in a result, where old peers do not know it.
					""")
	void breakingChangesAreNamed(String now, String then, String change) {
		String old = PROTO.replace(now, (then != null) ? then : "") + "message Query { string text = 1; }";

		assertThat(changes(Orders.class, old).breaking()).contains(change);
	}

	@Test
	void whatOldPeersDoNotMindIsNoBreak() {
		// A new member, a new method, another name of a message, a label.
		String then = PROTO.replace("  optional string note = 7;\n", "")
			.replace("int64 id = 2", "optional int64 id = 2")
			.replace("FindRequest", "Query");
		DescriptionChanges changes = changes(Orders.class, then);

		assertThat(changes.breaking()).isEmpty();
		assertThat(changes.missing()).contains("The member 'note = 5' of 'Order' is missing in it.",
				"The request of 'Find' is the message 'FindRequest' and no longer 'Query'.");
		assertThat(changes(Orders.class, PROTO)).extracting(DescriptionChanges::missing).isEqualTo(List.of());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					syntax = "proto2";                                    | '"proto2"' in line 1 where '"proto3"' must be.
					message Order {                                       | the end of the file in line 1 where something more must be.
					message Order { string a 1; }                         | '1' in line 1 where '=' must be.
					message Order { string a = x; }                       | 'x' in line 1 where a number must be.
					message Order { reserved 1 to 2000000000; }           | a range of at most 10000 numbers
					message Order { string a = 1; string b = 1; }         | uses the number or name of 'b = 1' twice in 'Order'.
					message Order { reserved 1; string b = 1; }           | uses the number or name of 'b = 1' twice in 'Order'.
					message Order { string a = 1; } %                     | '%' in line 1 where a word must be.
					message { }                                           | '{' in line 1 where a name must be.
					extend Order { }                                      | 'extend' in line 1
					""")
	void aWrongFileIsRefusedWithItsLine(String text, String problem) {
		RpcConfigurationException failure = catchThrowableOfType(RpcConfigurationException.class,
				() -> Description.parse(text, "the file", "Orders"));

		assertThat(failure).isNotNull().hasMessageStartingWith("The description 'the file'");
		assertThat(failure.description()).contains(problem);
	}

	@Test
	void commentsAndOptionsAreLeftOut() {
		Description description = Description.parse(
				"""
						/* a { comment */ syntax = 'proto3'; // another }
						package shop ; import public "other.proto";
						option (my.option) = { a: 1 b { c: "}" } };
						service Orders { option deprecated = true; rpc Find (.shop.A) returns (stream shop.B)
						{ option idempotency_level = NO_SIDE_EFFECTS; } }
						message A { option deprecated = true; oneof value { string a = 1 [json_name = "x]", deprecated = true]; }
						  message Inner { map<int32, Inner> more = 0x10; } enum E { option allow_alias = true; Z = 0; N = -1; } }
						;
						""",
				"the file", "shop.Orders");

		assertThat(description.methods().get("Find"))
			.hasToString("Method[name=Find, request=A, response=B, requestStream=false, responseStream=true]");
		assertThat(description.messages()).containsOnlyKeys("A", "A.Inner");
		assertThat(description.messages().get("A.Inner").members().get("more").describedType())
			.isEqualTo("map<int32, Inner>");
		assertThat(description.enums().get("A.E").members().get("N").number()).isEqualTo(-1);
	}

	@RemoteContract("shop.Orders")
	interface Orders {

		Order find(long id);

	}

	record Order(long id, String note, Status status) {

	}

	enum Status {

		OPEN

	}

	interface Beans {

		void save(Bean bean);

	}

	static class Bean {

		public String b;

		public String a;

	}

	/** Described in the resources of the tests. */
	@RemoteContract("shop.Described")
	interface Described {

		void save(String name, int count);

	}

	/** Described in the resources of the tests. */
	@RemoteContract("shop.Broken")
	interface Broken {

		void save(String name);

	}

	/** Described in the resources of the tests. */
	interface Outdated {

		void save(String name, String added);

	}

	public interface Inherited {

		void take(String name);

	}

	interface HalfWay {

		void bad(Unnumbered bean);

		void good(String name);

	}

	static class Unnumbered {

		public int a;

		public int b;

	}

	/** Has one interface of the tests, whose parent is elsewhere, and its description. */
	private static final class OtherJar extends ClassLoader {

		OtherJar() {
			super(Inherited.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (!name.equals(Inheriting.class.getName())) {
				return super.loadClass(name, resolve);
			}
			try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
				byte[] bytes = in.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

		@Override
		public InputStream getResourceAsStream(String name) {
			return name.equals("META-INF/rpc/Inheriting.proto") ? new ByteArrayInputStream("""
					syntax = "proto3";
					service Inheriting { rpc Take (TakeRequest) returns (TakeResponse); }
					message TakeRequest { optional string name = 7; }
					message TakeResponse { }
					""".getBytes(StandardCharsets.UTF_8)) : super.getResourceAsStream(name);
		}

	}

}
