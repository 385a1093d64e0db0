package io.github.rpcboot.call;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonNullsTests {

	private final Messages messages = Messages.of(Nullable.class);

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'list':null,'set':null,'map':null,'array':null,'numbers':null,'bytes':null}" })
	void missingAndNullContainersOfARecordAreEmpty(String json) {
		assertEmpty((Box) this.messages.argument("box", json));
		assertEmpty((Box) this.messages.result("box", json));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'boxes':[{}]}", "{'boxes':[{'list':null}]}" })
	void missingAndNullContainersOfANestedRecordAreEmpty(String json) {
		Crate crate = (Crate) this.messages.argument("crate", json);

		assertThat(crate.boxes()).singleElement().satisfies(JsonNullsTests::assertEmpty);
	}

	private static void assertEmpty(Box box) {
		assertThat(box.list()).isNotNull().isEmpty();
		assertThat(box.set()).isNotNull().isEmpty();
		assertThat(box.map()).isNotNull().isEmpty();
		assertThat(box.array()).isNotNull().isEmpty();
		assertThat(box.numbers()).isNotNull().isEmpty();
		assertThat(box.bytes()).isNotNull().isEmpty();
	}

	@Test
	void nullContainersOfABeanAreEmpty() {
		Bean bean = (Bean) this.messages.argument("bean", "{'list':null,'map':null}");

		assertThat(bean.getList()).isNotNull().isEmpty();
		assertThat(bean.getMap()).isNotNull().isEmpty();
	}

	@Test
	void missingContainersOfABeanAreEmpty() {
		Bare bare = (Bare) this.messages.argument("bare", "{}");

		assertThat(bare.getList()).isNotNull().isEmpty();
		assertThat(bare.getSet()).isNotNull().isEmpty();
		assertThat(bare.getMap()).isNotNull().isEmpty();
		assertThat(bare.getArray()).isNotNull().isEmpty();
	}

	@Test
	void missingContainersOfABeanKeepWhatTheBeanStartsWith() {
		Bean bean = (Bean) this.messages.argument("bean", "{}");

		assertThat(bean.getList()).containsExactly("initial");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'list':null,'map':null,'array':null,'numbers':null,'bytes':null,'boxes':null}" })
	void missingAndNullContainersAmongParametersAreEmpty(String json) {
		Object[] arguments = this.messages.arguments("containers", json);

		assertThat((List<?>) arguments[0]).isNotNull().isEmpty();
		assertThat((Map<?, ?>) arguments[1]).isNotNull().isEmpty();
		assertThat((Object[]) arguments[2]).isNotNull().isEmpty();
		assertThat((int[]) arguments[3]).isNotNull().isEmpty();
		assertThat((byte[]) arguments[4]).isNotNull().isEmpty();
		assertThat((Collection<?>) arguments[5]).isNotNull().isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'result':null}" })
	void aMissingOrNullListAsResultIsEmpty(String json) {
		assertThat((List<?>) this.messages.result("list", json)).isNotNull().isEmpty();
		assertThat(this.messages.response("list", null)).isEqualTo("{}");
	}

	@Test
	void anAnnotationOfTheUsersOwnWins() {
		Own own = (Own) this.messages.argument("own", "{'list':null}");

		assertThat(own.list()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'text':null,'boxed':null,'id':null,'number':null,'flag':null,'maybe':null}" })
	void missingAndNullScalarsAreNullOrZeroOrFalse(String json) {
		assertThat(this.messages.argument("scalars", json))
			.isEqualTo(new Scalars(null, null, null, 0, false, Optional.empty()));
		assertThat(this.messages.arguments("scalarMembers", json)).containsExactly(null, null, null, 0, false,
				Optional.empty());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			containers | {'list':['a',null]}             | $.list[1]
			containers | {'map':{'a':null}}              | $.map.a
			containers | {'array':['a',null]}            | $.array[1]
			containers | {'numbers':[1,null]}            | $.numbers[1]
			containers | {'boxes':[{},null]}             | $.boxes[1]
			containers | {'boxes':[{'set':[null]}]}      | $.boxes[0].set[0]
			box        | {'list':['a',null]}             | $.list[1]
			box        | {'set':[null]}                  | $.set[0]
			box        | {'map':{'a':null}}              | $.map.a
			box        | {'array':[null]}                | $.array[0]
			box        | {'numbers':[null]}              | $.numbers[0]
			crate      | {'boxes':[null]}                | $.boxes[0]
			crate      | {'boxes':[{'list':[null]}]}     | $.boxes[0].list[0]
			nested     | {'values':[['a'],[null]]}       | $.values[1][0]
			nested     | {'values':[null]}               | $.values[0]
			boxedList  | {'values':[1,null]}             | $.values[1]
			enums      | {'values':['A',null]}           | $.values[1]
			""")
	void nullElementsAreRefused(String method, String json, String path) {
		this.messages.refused(method, json, path);
	}

	interface Nullable {

		Box box(Box box);

		Crate crate(Crate crate);

		Bean bean(Bean bean);

		void bare(Bare bare);

		Own own(Own own);

		Scalars scalars(Scalars scalars);

		List<String> list();

		void containers(List<String> list, Map<String, Integer> map, String[] array, int[] numbers, byte[] bytes,
				Collection<Box> boxes);

		void scalarMembers(String text, Integer boxed, UUID id, int number, boolean flag, Optional<String> maybe);

		void nested(List<List<String>> values);

		void boxedList(List<Long> values);

		void enums(Set<Letter> values);

	}

	record Box(List<String> list, Set<String> set, Map<String, Integer> map, String[] array, int[] numbers,
			byte[] bytes) {

	}

	record Crate(List<Box> boxes) {

	}

	record Own(@JsonSetter(nulls = Nulls.SET) List<String> list) {

	}

	record Scalars(String text, Integer boxed, UUID id, int number, boolean flag, Optional<String> maybe) {

	}

	enum Letter {

		A, B

	}

	static class Bare {

		private List<String> list;

		private Set<String> set;

		private Map<String, String> map;

		private String[] array;

		public List<String> getList() {
			return this.list;
		}

		public void setList(List<String> list) {
			this.list = list;
		}

		public Set<String> getSet() {
			return this.set;
		}

		public void setSet(Set<String> set) {
			this.set = set;
		}

		public Map<String, String> getMap() {
			return this.map;
		}

		public void setMap(Map<String, String> map) {
			this.map = map;
		}

		public String[] getArray() {
			return this.array;
		}

		public void setArray(String[] array) {
			this.array = array;
		}

	}

	static class Bean {

		private List<String> list = List.of("initial");

		private Map<String, String> map = Map.of();

		public List<String> getList() {
			return this.list;
		}

		public void setList(List<String> list) {
			this.list = list;
		}

		public Map<String, String> getMap() {
			return this.map;
		}

		public void setMap(Map<String, String> map) {
			this.map = map;
		}

	}

}
