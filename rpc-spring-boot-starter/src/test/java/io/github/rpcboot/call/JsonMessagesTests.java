package io.github.rpcboot.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonMessagesTests {

	private final Messages shop = Messages.of(Shop.class);

	private static List<Object[]> membersByName() {
		return List.of(new Object[] { "number", 7, "{'value':7}" }, new Object[] { "name", "x", "{'value':'x'}" },
				new Object[] { "color", Color.RED, "{'value':'RED'}" },
				new Object[] { "bytes", new byte[] { 1, 2, 3 }, "{'value':'AQID'}" },
				new Object[] { "array", new int[] { 1, 2 }, "{'value':[1,2]}" },
				new Object[] { "list", List.of("a", "b"), "{'value':['a','b']}" },
				new Object[] { "set", Set.of("a"), "{'value':['a']}" },
				new Object[] { "map", Map.of("a", 1), "{'value':{'a':1}}" },
				new Object[] { "optional", Optional.of("a"), "{'value':'a'}" },
				new Object[] { "sku", new Sku("s-1"), "{'value':'s-1'}" },
				new Object[] { "node", JsonNodeFactory.instance.objectNode().put("a", 1), "{'value':{'a':1}}" });
	}

	@ParameterizedTest
	@MethodSource("membersByName")
	void whatIsNoObjectIsAMemberOfTheRequestByItsName(String method, Object argument, String json) {
		assertThat(this.shop.request(method, argument)).isEqualTo(json);
		assertThat(this.shop.argument(method, json)).isEqualTo(argument);
	}

	@ParameterizedTest
	@MethodSource("membersByName")
	void whatIsNoObjectIsTheMemberResultOfTheResponse(String method, Object value, String json) {
		String response = json.replace("'value'", "'result'");

		assertThat(this.shop.response(method, value)).isEqualTo(response);
		assertThat(this.shop.result(method, response)).isEqualTo(value);
	}

	@Test
	void anOnlyParameterThatIsAnObjectIsTheMessage() {
		assertThat(this.shop.request("place", new Order("o-1", 2))).isEqualTo("{'id':'o-1','amount':2}");
		assertThat(this.shop.argument("place", "{'id':'o-1','amount':2}")).isEqualTo(new Order("o-1", 2));
	}

	@Test
	void aResultThatIsAnObjectIsTheMessage() {
		assertThat(this.shop.response("place", new Order("o-1", 2))).isEqualTo("{'id':'o-1','amount':2}");
		assertThat(this.shop.result("place", "{'id':'o-1','amount':2}")).isEqualTo(new Order("o-1", 2));
	}

	@Test
	void severalParametersAreMembersByName() {
		String json = "{'order':{'id':'o-1','amount':2},'express':true}";

		assertThat(this.shop.request("ship", new Order("o-1", 2), true)).isEqualTo(json);
		assertThat(this.shop.arguments("ship", json)).containsExactly(new Order("o-1", 2), true);
	}

	@Test
	void membersMayComeInAnyOrder() {
		assertThat(this.shop.arguments("ship", "{'express':true,'order':{'amount':2,'id':'o-1'}}"))
			.containsExactly(new Order("o-1", 2), true);
	}

	@Test
	void noParametersAreAnEmptyObject() {
		assertThat(this.shop.request("ping")).isEqualTo("{}");
		assertThat(this.shop.arguments("ping", "{}")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ping", "pingLater" })
	void noResultIsAnEmptyObject(String method) {
		RpcReply reply = this.shop.codec(method).encodeResult(null);

		assertThat(Messages.text(reply.body())).isEqualTo("{}");
		assertThat(reply.isNullResult()).isFalse();
		assertThat(this.shop.result(method, "{'new':1}")).isNull();
	}

	@Test
	void aFutureCountsAsItsValue() {
		assertThat(this.shop.response("later", "x")).isEqualTo("{'result':'x'}");
		assertThat(this.shop.result("later", "{'result':'x'}")).isEqualTo("x");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}" })
	void aMissingBodyIsAnEmptyObject(String body) {
		assertThat(this.shop.arguments("ping", body)).isEmpty();
		assertThat(this.shop.argument("place", body)).isEqualTo(new Order(null, 0));
		assertThat(this.shop.arguments("ship", body)).containsExactly(null, false);
	}

	@Test
	void aNullResultOfObjectTypeIsAnEmptyObjectWithAFlag() {
		RpcReply reply = this.shop.codec("place").encodeResult(null);

		assertThat(Messages.text(reply.body())).isEqualTo("{}");
		assertThat(reply.isNullResult()).isTrue();
		assertThat(this.shop.codec("place").decodeResult(reply)).isNull();
		assertThat(this.shop.result("place", "{}")).isEqualTo(new Order(null, 0));
	}

	@Test
	void aNullResultThatIsNoObjectNeedsNoFlag() {
		RpcReply reply = this.shop.codec("name").encodeResult(null);

		assertThat(Messages.text(reply.body())).isEqualTo("{}");
		assertThat(reply.isNullResult()).isFalse();
		assertThat(this.shop.codec("name").decodeResult(reply)).isNull();
	}

	@Test
	void anAbsentOptionalIsAnEmptyObject() {
		assertThat(this.shop.request("optional", Optional.empty())).isEqualTo("{}");
		assertThat(this.shop.response("optional", Optional.empty())).isEqualTo("{}");
		assertThat(this.shop.argument("optional", "{}")).isEqualTo(Optional.empty());
		assertThat(this.shop.result("optional", "{'result':null}")).isEqualTo(Optional.empty());
	}

	@Test
	void aNullObjectParameterFailsBeforeAnythingIsSent() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.shop.request("place", (Object) null))
			.withMessage("The argument of Shop/place is null. Pass an object: "
					+ "the only parameter is the request message itself.")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT));
	}

	@Test
	void nullMembersAreLeftOut() {
		assertThat(this.shop.request("ship", null, true)).isEqualTo("{'express':true}");
	}

	@Test
	void unknownMembersAreIgnored() {
		assertThat(this.shop.argument("name", "{'new':{'deep':[1,{'x':null}]},'value':'x','more':[]}")).isEqualTo("x");
		assertThat(this.shop.argument("place", "{'new':{'deep':[1]},'id':'o-1'}")).isEqualTo(new Order("o-1", 0));
		assertThat(this.shop.result("name", "{'result':'x','new':1}")).isEqualTo("x");
		assertThat(this.shop.result("place", "{'id':'o-1','new':1}")).isEqualTo(new Order("o-1", 0));
	}

	@Test
	void anUnreadableResponseIsInternal() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.shop.result("number", "{'result':'x'}"))
			.withMessage("The response has a wrong value at '$.result'.")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.INTERNAL));
	}

	interface Shop {

		int number(int value);

		String name(String value);

		Color color(Color value);

		byte[] bytes(byte[] value);

		int[] array(int[] value);

		List<String> list(List<String> value);

		Set<String> set(Set<String> value);

		Map<String, Integer> map(Map<String, Integer> value);

		Optional<String> optional(Optional<String> value);

		Sku sku(Sku value);

		JsonNode node(JsonNode value);

		Order place(Order order);

		void ship(Order order, boolean express);

		void ping();

		CompletableFuture<Void> pingLater();

		CompletableFuture<String> later();

	}

	record Order(String id, int amount) {

	}

	record Sku(@JsonValue String value) {

	}

	enum Color {

		RED, GREEN

	}

}
