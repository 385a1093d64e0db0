package io.github.rpcboot.call.protobuf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.rpcboot.RpcConfigurationException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Members whose getter has another type than their setter or constructor.
 */
@NullUnmarked
class TwoTypesTests {

	private static Stream<Protos> both() {
		return Stream.of(Protos.of(Pairs.class), Protos.of(Pairs.class, ReflectiveAccess::of));
	}

	@ParameterizedTest
	@MethodSource("both")
	void anOptionalOnOneSideIsOpenedOrClosed(Protos protos) {
		Pair pair = new Pair("maker");
		pair.nick = "nick";
		pair.alias = "alias";
		pair.count = 3;
		pair.total = 4;
		pair.size = 5;

		byte[] bytes = protos.encode("save", pair);

		assertThat(protos.decode("save", bytes)[0]).usingRecursiveComparison().isEqualTo(pair);
		assertThat(protos.json("save").encodeArguments(new Object[] { pair })).isNotEmpty();
	}

	@ParameterizedTest
	@MethodSource("both")
	void anEmptyMessageIsNullZeroOrEmpty(Protos protos) {
		Pair read = (Pair) protos.argument("save", "");

		assertThat(read).usingRecursiveComparison().isEqualTo(new Pair(null));
		assertThat(protos.encode("save", read)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("both")
	void aPrimitiveOnOneSideIsBoxed(Protos protos) {
		Boxing boxing = new Boxing();
		boxing.a = 5L;
		boxing.b = 6L;

		assertThat(protos.decode("box", protos.encode("box", boxing))[0]).usingRecursiveComparison().isEqualTo(boxing);
		Boxing empty = (Boxing) protos.argument("box", "");
		assertThat(empty.a).isZero();
		assertThat(empty.b).isZero();
	}

	@Test
	void otherPairsOfTypesAreRefusedAtTheStart() {
		assertThat(catchThrowableOfType(RpcConfigurationException.class, () -> Protos.of(Sets.class)))
			.hasMessage("The member 'ListAndSet.names' is written as 'java.util.List<java.lang.String>' and read as "
					+ "'java.util.Set<java.lang.String>', for which protobuf has no common form. Found at "
					+ "Sets.save(…) -> parameter -> ListAndSet.names. Give its getter, and its setter or constructor, "
					+ "the same type.");
		assertThat(catchThrowableOfType(RpcConfigurationException.class, () -> Protos.of(Numbers.class)))
			.hasMessageStartingWith("The member 'LongAndInt.n' is written as 'long' and read as 'int'");
		assertThat(catchThrowableOfType(RpcConfigurationException.class, () -> Protos.of(Others.class)))
			.hasMessageStartingWith("The member 'OptionalAndLong.n' is written as "
					+ "'java.util.Optional<java.lang.String>' and read as 'long'");
	}

	interface Pairs {

		void save(Pair pair);

		void box(Boxing boxing);

	}

	static final class Pair {

		private final String maker;

		private String nick;

		private String alias;

		private int count;

		private long total;

		private int size;

		@JsonCreator
		Pair(@JsonProperty("maker") String maker) {
			this.maker = maker;
		}

		@JsonProperty(index = 1)
		public Optional<String> getMaker() {
			return Optional.ofNullable(this.maker);
		}

		@JsonProperty(index = 2)
		public Optional<String> getNick() {
			return Optional.ofNullable(this.nick);
		}

		public void setNick(String nick) {
			this.nick = nick;
		}

		@JsonProperty(index = 3)
		public String getAlias() {
			return this.alias;
		}

		public void setAlias(Optional<String> alias) {
			this.alias = alias.orElse(null);
		}

		@JsonProperty(index = 4)
		public OptionalInt getCount() {
			return (this.count != 0) ? OptionalInt.of(this.count) : OptionalInt.empty();
		}

		public void setCount(int count) {
			this.count = count;
		}

		@JsonProperty(index = 5)
		public Long getTotal() {
			return (this.total != 0) ? this.total : null;
		}

		public void setTotal(OptionalLong total) {
			this.total = total.orElse(0);
		}

		@JsonProperty(index = 6)
		public Optional<Integer> getSize() {
			return (this.size != 0) ? Optional.of(this.size) : Optional.empty();
		}

		public void setSize(int size) {
			this.size = size;
		}

	}

	static final class Boxing {

		private Long a;

		private Long b;

		@JsonProperty(index = 1)
		public Long getA() {
			return this.a;
		}

		public void setA(long a) {
			this.a = a;
		}

		@JsonProperty(index = 2)
		public long getB() {
			return this.b;
		}

		public void setB(Long b) {
			this.b = b;
		}

	}

	interface Sets {

		void save(ListAndSet box);

	}

	static final class ListAndSet {

		private Set<String> names = Set.of();

		@JsonProperty(index = 1)
		public List<String> getNames() {
			return List.copyOf(this.names);
		}

		public void setNames(Set<String> names) {
			this.names = names;
		}

	}

	interface Numbers {

		void save(LongAndInt box);

	}

	static final class LongAndInt {

		private int n;

		@JsonProperty(index = 1)
		public long getN() {
			return this.n;
		}

		public void setN(int n) {
			this.n = n;
		}

	}

	interface Others {

		void save(OptionalAndLong box);

	}

	static final class OptionalAndLong {

		private long n;

		@JsonProperty(index = 1)
		public Optional<String> getN() {
			return Optional.of(String.valueOf(this.n));
		}

		public void setN(long n) {
			this.n = n;
		}

	}

}
