package io.github.rpcboot.contract;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which Java methods make up the methods of a contract, and how their types resolve.
 */
class MethodCollectorTests {

	@Test
	void genericParentIsResolved() {
		ServiceContract contract = Parsing.parse(Users.class);
		assertThat(contract.methods()).extracting(MethodContract::name).containsExactly("all", "find", "index", "save");
		MethodContract find = contract.method("find");
		assertThat(find.parameterTypes()).containsExactly(type(Long.class));
		assertThat(find.resultType()).isEqualTo(type(User.class));
		assertThat(find.isResultTheMessage()).isTrue();
		MethodContract save = contract.method("save");
		assertThat(save.parameterTypes()).containsExactly(type(User.class));
		assertThat(save.isParameterTheMessage()).isTrue();
		assertThat(contract.method("all").resultType()).hasToString(
				"[collection type; class java.util.List, contains [simple type, class " + User.class.getName() + "]]");
		assertThat(contract.method("index").resultType().toString()).contains("java.util.Map", "java.lang.Long",
				User.class.getName(), "java.util.Set");
	}

	@Test
	void genericParentIsResolvedThroughTwoLevels() {
		MethodContract find = Parsing.parse(Admins.class).method("find");
		assertThat(find.resultType()).isEqualTo(type(User.class));
	}

	@Test
	void overriddenGenericMethodAndItsBridgeAreOneMethod() throws Exception {
		ServiceContract contract = Parsing.parse(OverridingUsers.class);
		MethodContract find = contract.method("find");
		Method own = OverridingUsers.class.getMethod("find", Long.class);
		Method bridge = OverridingUsers.class.getMethod("find", Object.class);
		Method parent = Crud.class.getMethod("find", Object.class);
		assertThat(bridge.isBridge()).isTrue();
		assertThat(find.javaMethods()).containsExactly(own, parent, bridge);
		assertThat(contract.method(own)).isSameAs(find);
		assertThat(contract.method(bridge)).isSameAs(find);
		assertThat(contract.method(parent)).isSameAs(find);
	}

	@Test
	void everyVariantThatReflectionShowsIsFound() {
		for (Class<?> type : List.of(Users.class, OverridingUsers.class, Narrow.class, Diamond.class, Admins.class)) {
			ServiceContract contract = Parsing.parse(type);
			for (Method method : type.getMethods()) {
				assertThat(contract.method(method)).as(method.toString()).isNotNull();
			}
		}
	}

	@Test
	void covariantResultOfTheMostDerivedCounts() {
		MethodContract method = Parsing.parseOnly(Narrow.class);
		assertThat(method.resultType()).isEqualTo(type(String.class));
		assertThat(method.javaMethod().getDeclaringClass()).isEqualTo(Narrow.class);
	}

	@Test
	void covariantResultOfASiblingCounts() {
		MethodContract method = Parsing.parseOnly(Siblings.class);
		assertThat(method.resultType()).isEqualTo(type(String.class));
		assertThat(method.javaMethod().getDeclaringClass()).isEqualTo(Narrow.class);
	}

	@Test
	void interfaceThatOverridesComesBeforeAGrandparentNamedDirectly() {
		MethodContract method = Parsing.parseOnly(Diamond.class);
		assertThat(method.javaMethod().getDeclaringClass()).isEqualTo(Narrow.class);
	}

	@Test
	void defaultMethodsAreRemoteMethods() {
		ServiceContract contract = Parsing.parse(WithDefaults.class);
		assertThat(contract.methods()).extracting(MethodContract::name).containsExactly("find", "findFirst");
		assertThat(contract.method("findFirst").javaMethod().isDefault()).isTrue();
	}

	@Test
	void methodsOfObjectAndStaticAndPrivateOnesAreNotRemote() {
		assertThat(Parsing.parse(WithOthers.class).methods()).extracting(MethodContract::name)
			.containsExactly("equals", "find");
	}

	@Test
	void futuresCountAsTheirValue() {
		ServiceContract contract = Parsing.parse(Futures.class);
		MethodContract find = contract.method("find");
		assertThat(find.isAsync()).isTrue();
		assertThat(find.resultType()).isEqualTo(type(User.class));
		assertThat(find.isResultTheMessage()).isTrue();
		MethodContract count = contract.method("count");
		assertThat(count.isAsync()).isTrue();
		assertThat(count.resultType()).isEqualTo(type(Integer.class));
		assertThat(count.isResultTheMessage()).isFalse();
		MethodContract delete = contract.method("delete");
		assertThat(delete.isAsync()).isTrue();
		assertThat(delete.hasResult()).isFalse();
		MethodContract generic = contract.method("generic");
		assertThat(generic.isAsync()).isTrue();
		assertThat(generic.resultType().toString()).contains("java.util.List", User.class.getName());
	}

	@Test
	void voidIsNoResult() {
		ServiceContract contract = Parsing.parse(Voids.class);
		assertThat(contract.methods()).allSatisfy((method) -> {
			assertThat(method.hasResult()).isFalse();
			assertThat(method.resultType()).isEqualTo(void.class);
			assertThat(method.isResultTheMessage()).isFalse();
			assertThat(method.isAsync()).isFalse();
		});
	}

	@Test
	void methodsOfAHiddenInterfaceCanBeInvokedFromElsewhere() {
		assertThat(Parsing.parseOnly(Narrow.class).javaMethods()).allMatch((method) -> method.canAccess(new Narrow() {

			@Override
			public String name() {
				return "";
			}

		}));
	}

	private static JavaType type(Class<?> type) {
		return JsonMapper.builder().build().constructType(type);
	}

	record User(long id, String name) {
	}

	interface Crud<T, I> {

		T find(I id);

		T save(T value);

		List<T> all();

		Map<I, Set<T>> index();

	}

	interface Users extends Crud<User, Long> {

	}

	interface OverridingUsers extends Crud<User, Long> {

		@Override
		User find(Long id);

	}

	interface UserCrud<I> extends Crud<User, I> {

	}

	interface Admins extends UserCrud<Long> {

	}

	interface Wide {

		CharSequence name();

	}

	interface Narrow extends Wide {

		@Override
		String name();

	}

	interface OtherWide {

		CharSequence name();

	}

	interface Siblings extends OtherWide, Narrow {

	}

	interface Diamond extends Wide, Narrow {

	}

	interface WithDefaults {

		List<String> find(String name);

		default String findFirst(String name) {
			return find(name).get(0);
		}

	}

	interface WithOthers {

		String find(long id);

		boolean equals(String other);

		@Override
		boolean equals(Object other);

		@Override
		int hashCode();

		@Override
		String toString();

		static String helper() {
			return "";
		}

		private String hidden() {
			Runnable lambda = () -> equals("");
			return lambda.toString();
		}

	}

	interface GenericFuture<T> {

		CompletableFuture<List<T>> generic();

	}

	interface Futures extends GenericFuture<User> {

		CompletableFuture<User> find(long id);

		CompletionStage<Integer> count();

		CompletableFuture<Void> delete(long id);

	}

	interface Voids {

		void primitive();

		Void boxed();

	}

}
