package io.github.rpcboot.call;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import static org.assertj.core.api.Assertions.assertThat;

class JsonCustomizersTests {

	@Test
	void defaultTypingIsSwitchedOffAgain() {
		Messages messages = Messages.of(Custom.class,
				(builder) -> builder.activateDefaultTyping(
						BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build(),
						DefaultTyping.NON_FINAL_AND_ENUMS));

		assertThat(messages.request("place", new Order("a", null))).isEqualTo("{'orderId':'a','placedAt':null}");
		assertThat(messages.argument("place", "{'orderId':'a'}")).isEqualTo(new Order("a", null));
		messages.refused("price", "{'price':['java.lang.Thread',{}]}", "$.price");
	}

	@Test
	void aModuleOfTheApplicationApplies() {
		SimpleModule module = new SimpleModule("money");
		module.addSerializer(new MoneyWriter());
		module.addDeserializer(Money.class, new MoneyReader());
		Messages messages = Messages.of(Custom.class, (builder) -> builder.addModule(module));

		assertThat(messages.request("price", new Money(250, "EUR"), 1)).isEqualTo("{'price':'250 EUR','count':1}");
		assertThat(messages.arguments("price", "{'price':'250 EUR','count':1}")).containsExactly(new Money(250, "EUR"),
				1);
	}

	@Test
	void aMixInOfTheApplicationApplies() {
		Messages messages = Messages.of(Custom.class, (builder) -> builder.addMixIn(Money.class, MoneyNames.class));

		assertThat(messages.request("money", new Money(250, "EUR"))).isEqualTo("{'cents':250,'iso':'EUR'}");
		assertThat(messages.argument("money", "{'cents':250,'iso':'EUR'}")).isEqualTo(new Money(250, "EUR"));
	}

	@Test
	void anInclusionOfTheApplicationApplies() {
		Messages messages = Messages.of(Custom.class, (builder) -> builder
			.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL)));

		assertThat(messages.request("place", new Order("a", null))).isEqualTo("{'orderId':'a'}");
	}

	@Test
	void aNamingStrategyRenamesMembersOfObjectsAndNoParameters() {
		Messages messages = Messages.of(Custom.class,
				(builder) -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
		String json = "{'firstOrder':{'order_id':'a','placed_at':null},'itemCount':2}";

		assertThat(messages.request("names", new Order("a", null), 2)).isEqualTo(json);
		assertThat(messages.arguments("names", json)).containsExactly(new Order("a", null), 2);
		assertThat(messages.response("count", 2)).isEqualTo("{'result':2}");
	}

	@Test
	void noCustomizerMakesReadingLenient() {
		Messages messages = Messages.of(Custom.class, JsonCustomizersTests::lenient);

		messages.refused("numbers", "{'number':'7'}", "$.number");
		messages.refused("numbers", "{'number':7.0}", "$.number");
		messages.refused("numbers", "{'color':0}", "$.color");
		messages.refused("numbers", "{'color':'red'}", "$.color");
		messages.refused("numbers", "{'color':'colored'}", "$.color");
		messages.refused("numbers", "{'at':0}", "$.at");
		messages.refused("numbers", "{'number':[7]}", "$.number");
		assertThat(messages.refusal("numbers", "{'number':7,}").getMessage()).contains("not well-formed");
		assertThat(messages.refusal("numbers", "{/**/}").getMessage()).contains("not well-formed");
		assertThat(messages.refusal("numbers", "{'number':7,'number':8}").getMessage())
			.contains("names a member twice");
		assertThat(messages.refusal("place", "{} {}").getMessage()).contains("goes on behind the end");
		assertThat(messages.argument("place", "{'new':1}")).isEqualTo(new Order(null, null));
		assertThat(messages.arguments("numbers", "{}")).containsExactly(0, null, null);
	}

	private static void lenient(JsonMapper.Builder builder) {
		builder.enable(JsonReadFeature.values())
			.disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.enable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
			.enable(EnumFeature.READ_ENUMS_USING_TO_STRING)
			.disable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
			.disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.enable(DeserializationFeature.ACCEPT_FLOAT_AS_INT, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
					DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
					DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS, DeserializationFeature.UNWRAP_ROOT_VALUE);
	}

	@Test
	void noCustomizerChangesTheFormOfValues() {
		Messages messages = Messages.of(Custom.class,
				(builder) -> builder.enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.WRAP_ROOT_VALUE)
					.enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_INDEX)
					.enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS));

		assertThat(messages.request("numbers", 7, Color.RED, Instant.EPOCH))
			.isEqualTo("{'number':7,'color':'RED','at':'1970-01-01T00:00:00Z'}");
		assertThat(messages.response("place", new Order("a", null))).isEqualTo("{'orderId':'a','placedAt':null}");
	}

	@Test
	void customizersRunInTheirOrder() {
		StringBuilder order = new StringBuilder();
		Consumer<JsonMapper.Builder> first = (builder) -> order.append("first ");
		Consumer<JsonMapper.Builder> second = (builder) -> order.append("second");

		StrictJson.mapper(List.of(first, second), RpcLimits.DEFAULT);

		assertThat(order).hasToString("first second");
	}

	interface Custom {

		Order place(Order order);

		void price(Money price, int count);

		void money(Money money);

		void names(Order firstOrder, int itemCount);

		int count();

		void numbers(int number, Color color, Instant at);

	}

	record Order(String orderId, Instant placedAt) {

	}

	record Money(long amount, String currency) {

	}

	interface MoneyNames {

		@JsonProperty("cents")
		long amount();

		@JsonProperty("iso")
		String currency();

	}

	enum Color {

		RED;

		@Override
		public String toString() {
			return "colored";
		}

	}

	static class MoneyWriter extends StdSerializer<Money> {

		MoneyWriter() {
			super(Money.class);
		}

		@Override
		public void serialize(Money value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(value.amount() + " " + value.currency());
		}

	}

	static class MoneyReader extends StdDeserializer<Money> {

		MoneyReader() {
			super(Money.class);
		}

		@Override
		public Money deserialize(JsonParser parser, DeserializationContext context) {
			String[] parts = parser.getString().split(" ");
			return new Money(Long.parseLong(parts[0]), parts[1]);
		}

	}

}
