package io.github.rpcboot.call;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.rpcboot.RpcStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonStrictnessTests {

	private final Messages messages = Messages.of(Strict.class);

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			scalars | {'text':1}                  | $.text
			scalars | {'text':1.5}                | $.text
			scalars | {'text':true}               | $.text
			scalars | {'text':['a']}              | $.text
			scalars | {'text':{'a':'b'}}          | $.text
			scalars | {'flag':'true'}             | $.flag
			scalars | {'flag':1}                  | $.flag
			scalars | {'flag':''}                 | $.flag
			scalars | {'number':'7'}              | $.number
			scalars | {'number':''}               | $.number
			scalars | {'number':7.0}              | $.number
			scalars | {'number':7.5}              | $.number
			scalars | {'number':7e1}              | $.number
			scalars | {'number':true}             | $.number
			scalars | {'number':[7]}              | $.number
			scalars | {'number':{}}               | $.number
			scalars | {'number':2147483648}       | $.number
			scalars | {'small':40000}             | $.small
			scalars | {'small':'4'}               | $.small
			scalars | {'tiny':300}                | $.tiny
			scalars | {'tiny':'3'}                | $.tiny
			scalars | {'boxed':'7'}               | $.boxed
			scalars | {'boxed':7.5}               | $.boxed
			scalars | {'letter':65}               | $.letter
			scalars | {'letter':'AB'}             | $.letter
			scalars | {'real':'1.5'}              | $.real
			scalars | {'real':true}               | $.real
			scalars | {'big':1.5}                 | $.big
			scalars | {'big':'1.5'}               | $.big
			scalars | {'big':''}                  | $.big
			scalars | {'big':'x'}                 | $.big
			scalars | {'big':true}                | $.big
			scalars | {'big':9223372036854775808} | $.big
			scalars | {'id':7}                    | $.id
			scalars | {'id':''}                   | $.id
			scalars | {'id':'not-a-uuid'}         | $.id
			scalars | {'color':0}                 | $.color
			scalars | {'color':'0'}               | $.color
			scalars | {'color':'red'}             | $.color
			scalars | {'color':''}                | $.color
			scalars | {'color':'BLUE'}            | $.color
			scalars | {'color':true}              | $.color
			scalars | {'bytes':'*'}               | $.bytes
			scalars | {'bytes':[1,2]}             | $.bytes
			scalars | {'bytes':7}                 | $.bytes
			lists   | {'texts':'a'}               | $.texts
			lists   | {'texts':''}                | $.texts
			lists   | {'texts':{}}                | $.texts
			lists   | {'texts':['a',2]}           | $.texts[1]
			lists   | {'counts':{'a':'1'}}        | $.counts.a
			lists   | {'counts':[]}               | $.counts
			lists   | {'items':[{'name':'a'},{'tags':['x',5]}]} | $.items[1].tags[1]
			lists   | {'items':[{'name':7}]}      | $.items[0].name
			lists   | {'items':[{'count':2147483648}]} | $.items[0].count
			lists   | {'items':'x'}               | $.items
			lists   | {'items':['x']}             | $.items[0]
			item    | {'name':7}                  | $.name
			item    | {'tags':[1]}                | $.tags[0]
			item    | {'inner':{'name':[]}}       | $.inner.name
			item    | {'inner':''}                | $.inner
			item    | {'inner':[]}                | $.inner
			""")
	void aWrongKindOfValueIsRefusedByItsPathAndNothingElse(String method, String json, String path) {
		this.messages.refused(method, json, path);
		assertThat(this.messages.refusal(method, json).status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			scalars | {'text':'a','text':'b'}             | $.text
			scalars | {'new':1,'new':2}                   | $.new
			item    | {'name':'a','name':'b'}             | $.name
			item    | {'inner':{'name':'a','name':'b'}}   | $.inner.name
			lists   | {'counts':{'a':1,'a':2}}            | $.counts.a
			lists   | {'items':[{'name':'a','name':'a'}]} | $.items[0].name
			""")
	void aMemberThatComesTwiceIsRefused(String method, String json, String path) {
		assertThat(this.messages.refusal(method, json).getMessage())
			.isEqualTo("The request is not well-formed JSON, or names a member twice, at '" + path + "'.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			scalars | {'text':                | $.text
			scalars | {'text':x}              | $.text
			scalars | {'text':'a'             | $.text
			scalars | {'text':'a',}           | $.text
			scalars | {'number':007}          | $.number
			scalars | {'number':+7}           | $.number
			scalars | {'real':NaN}            | $.real
			scalars | {text:'a'}              | $
			scalars | {/**/'text':'a'}        | $
			item    | {'inner':{'name':       | $.inner.name
			lists   | {'items':[{'name':]}    | $.items[0].name
			lists   | {'texts':['a',]}        | $.texts[1]
			lists   | {'new':{'x':[1,         | $.new.x[1]
			""")
	void malformedJsonIsRefusedWithThePlaceWhereItBreaks(String method, String json, String path) {
		assertThat(this.messages.refusal(method, json).getMessage()).as(json)
			.isEqualTo("The request is not well-formed JSON, or names a member twice, at '" + path + "'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{} {}", "{}x", "{'text':'a'}]", "{}null", "{}1" })
	void whatGoesOnBehindTheObjectIsRefused(String json) {
		for (String method : List.of("scalars", "item")) {
			assertThat(this.messages.refusal(method, json).getMessage()).as(method)
				.containsAnyOf("The request goes on behind the end of the JSON object.",
						"The request is not well-formed JSON");
		}
	}

	@Test
	void whiteSpaceBehindTheObjectIsNothing() {
		assertThat(this.messages.argument("item", " \r\n\t{'name':'a'} \r\n\t"))
			.isEqualTo(new Item("a", 0, List.of(), null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "7", "'x'", "[]", "[{}]", "null", "true" })
	void whatIsNoObjectIsRefused(String json) {
		for (String method : List.of("scalars", "item", "ping")) {
			assertThat(this.messages.refusal(method, json).getMessage()).as(method)
				.isEqualTo("The request is not a JSON object. Send '{...}' at '$'.");
		}
	}

	@Test
	void neitherValuesNorClassNamesAreTold() {
		String json = "{'items':[{'name':{'password':'s3cret'}}],'texts':['s3cret']}";

		assertThat(this.messages.refusal("lists", json).getMessage()).doesNotContain("s3cret", "java", "Item",
				"rpcboot");
	}

	@Test
	void theCauseIsKeptForTheLogOfThisSide() {
		assertThat(this.messages.refusal("scalars", "{'number':'7'}")).hasCauseInstanceOf(Exception.class);
	}

	@Test
	void aPathIsShortAndPrintable() {
		String json = "{'counts':{'" + "k\\u001b".repeat(300) + "':'x'}}";

		assertThat(this.messages.refusal("lists", json).getMessage())
			.startsWith("The request has a wrong value at '$.counts.k?k?")
			.endsWith("…'.")
			.hasSizeLessThan(260)
			.doesNotContain("\u001b");
	}

	interface Strict {

		void scalars(String text, boolean flag, int number, short small, byte tiny, Integer boxed, char letter,
				double real, long big, UUID id, Color color, byte[] bytes);

		void lists(List<String> texts, Map<String, Integer> counts, List<Item> items);

		void item(Item item);

		void ping();

	}

	record Item(String name, int count, List<String> tags, Item inner) {

	}

	enum Color {

		RED, GREEN

	}

}
