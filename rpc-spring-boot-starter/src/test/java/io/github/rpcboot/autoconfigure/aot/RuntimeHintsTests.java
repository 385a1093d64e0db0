package io.github.rpcboot.autoconfigure.aot;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.autoconfigure.aot.Contracts.Alternative;
import io.github.rpcboot.autoconfigure.aot.Contracts.Article;
import io.github.rpcboot.autoconfigure.aot.Contracts.Basket;
import io.github.rpcboot.autoconfigure.aot.Contracts.Catalog;
import io.github.rpcboot.autoconfigure.aot.Contracts.Circle;
import io.github.rpcboot.autoconfigure.aot.Contracts.Crud;
import io.github.rpcboot.autoconfigure.aot.Contracts.Email;
import io.github.rpcboot.autoconfigure.aot.Contracts.Filter;
import io.github.rpcboot.autoconfigure.aot.Contracts.Greeter;
import io.github.rpcboot.autoconfigure.aot.Contracts.Greeting;
import io.github.rpcboot.autoconfigure.aot.Contracts.Item;
import io.github.rpcboot.autoconfigure.aot.Contracts.Items;
import io.github.rpcboot.autoconfigure.aot.Contracts.Kind;
import io.github.rpcboot.autoconfigure.aot.Contracts.Note;
import io.github.rpcboot.autoconfigure.aot.Contracts.Page;
import io.github.rpcboot.autoconfigure.aot.Contracts.PlainNote;
import io.github.rpcboot.autoconfigure.aot.Contracts.Price;
import io.github.rpcboot.autoconfigure.aot.Contracts.Shape;
import io.github.rpcboot.autoconfigure.aot.Contracts.Side;
import io.github.rpcboot.autoconfigure.aot.Contracts.SoldOut;
import io.github.rpcboot.autoconfigure.aot.Contracts.Square;
import io.github.rpcboot.autoconfigure.aot.Contracts.Stamp;
import io.github.rpcboot.autoconfigure.aot.Contracts.Stock;
import io.github.rpcboot.autoconfigure.aot.Contracts.Stocks;
import io.github.rpcboot.autoconfigure.aot.Contracts.UpperCase;
import io.github.rpcboot.autoconfigure.aot.Contracts.User;
import io.github.rpcboot.autoconfigure.aot.Contracts.Users;
import io.github.rpcboot.call.RemoteClient;
import io.github.rpcboot.consumer.RemoteReferences;
import org.apache.catalina.connector.RequestFacade;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image is told when an application is processed. No image is built here.
 */
class RuntimeHintsTests {

	private static final RuntimeHints SHOP = Processed.SHOP.hints();

	private static final RuntimeHints CUSTOMER = Processed.CUSTOMER.hints();

	@ParameterizedTest
	@ValueSource(classes = { Greeter.class, Catalog.class, Users.class, Items.class, Stocks.class })
	void theClientOfEveryReferenceIsAProxy(Class<?> contract) {
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(contract, RemoteClient.class)).accepts(CUSTOMER);
	}

	@Test
	void aContractForOpenFeignHasAProxyOfOpenFeignToo() {
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Items.class)).accepts(CUSTOMER);
	}

	@Test
	void aContractForHttpServiceClientsHasAProxyOfSpringToo() {
		assertThat(
				RuntimeHintsPredicates.proxies().forInterfaces(AopProxyUtils.completeJdkProxyInterfaces(Stocks.class)))
			.accepts(CUSTOMER);
	}

	@Test
	void aPlainContractHasNoOtherProxy() {
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Greeter.class)).rejects(CUSTOMER);
	}

	@ParameterizedTest
	@ValueSource(classes = { Greeter.class, Catalog.class, Users.class, Crud.class, Items.class, Stocks.class })
	void theMethodsOfTheContractsOfReferencesAreCalled(Class<?> contract) {
		assertThat(methods(contract)).accepts(CUSTOMER);
	}

	@ParameterizedTest
	@ValueSource(classes = { Greeter.class, Catalog.class, Users.class, Crud.class })
	void theMethodsOfTheContractsOfProvidersAreCalled(Class<?> contract) {
		assertThat(methods(contract)).accepts(SHOP);
	}

	@ParameterizedTest
	@ValueSource(classes = { Shop.ItemsBean.class, Shop.StocksBean.class })
	void theMethodsOfABeanThatSpringMvcCallsAreCalled(Class<?> bean) {
		assertThat(methods(bean)).accepts(SHOP);
	}

	private static Predicate<RuntimeHints> methods(Class<?> type) {
		return Stream.of(type.getDeclaredMethods())
			.<Predicate<RuntimeHints>>map((method) -> RuntimeHintsPredicates.reflection().onMethodInvocation(method))
			.reduce(RuntimeHintsPredicates.reflection().onType(type), Predicate::and);
	}

	@ParameterizedTest
	@ValueSource(classes = { Page.class, Item.class, Kind.class, Shape.class, Basket.class, Stamp.class, Note.class,
			Price.class, User.class, Email.class, Greeting.class, Article.class, Filter.class, Stock.class })
	void everyMemberOfATypeThatTravelsIsRead(Class<?> type) {
		assertThat(members(type)).accepts(CUSTOMER);
	}

	@ParameterizedTest
	@ValueSource(classes = { Page.class, Item.class, Kind.class, Shape.class, Basket.class, Stamp.class, Note.class,
			Price.class, User.class, Email.class, Greeting.class })
	void everyMemberOfATypeThatTravelsIsReadByTheProviderToo(Class<?> type) {
		assertThat(members(type)).accepts(SHOP);
	}

	@ParameterizedTest
	@ValueSource(classes = { Circle.class, Square.class, Side.class })
	void soIsWhatStandsBehindAnInterface(Class<?> type) {
		assertThat(members(type)).accepts(CUSTOMER).accepts(SHOP);
	}

	@ParameterizedTest
	@ValueSource(classes = { PlainNote.class, UpperCase.class })
	void soIsWhatAnAnnotationOfJacksonNames(Class<?> type) {
		assertThat(members(type)).accepts(CUSTOMER).accepts(SHOP);
	}

	@ParameterizedTest
	@ValueSource(classes = { SoldOut.class, Alternative.class })
	void soIsADeclaredExceptionWithWhatItHolds(Class<?> type) {
		assertThat(members(type)).accepts(CUSTOMER).accepts(SHOP);
	}

	private static Predicate<RuntimeHints> members(Class<?> type) {
		return RuntimeHintsPredicates.reflection()
			.onType(type)
			.withMemberCategories(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS, MemberCategory.INVOKE_DECLARED_METHODS,
					MemberCategory.ACCESS_DECLARED_FIELDS);
	}

	@ParameterizedTest
	@ValueSource(classes = { Record.class, Exception.class, Object.class })
	void parentsOfTheJdkAreLookedThrough(Class<?> parent) {
		assertThat(RuntimeHintsPredicates.reflection().onType(parent)).accepts(CUSTOMER).accepts(SHOP);
	}

	@Test
	void arraysAreMade() {
		assertThat(RuntimeHintsPredicates.reflection().onType(Shape[].class)).accepts(CUSTOMER).accepts(SHOP);
	}

	@Test
	void theBeanThatProvidesIsRead() {
		assertThat(RuntimeHintsPredicates.reflection().onType(Shop.GreeterBean.class)).accepts(SHOP);
		assertThat(RuntimeHintsPredicates.reflection().onType(Shop.UsersBean.class)).accepts(SHOP);
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.micrometer.tracing.Tracer", "io.micrometer.observation.GlobalObservationConvention",
			"org.springframework.boot.micrometer.observation.autoconfigure.ObservationHandlerGroup",
			"org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer" })
	void classesThatAreLookedUpByNameAreFound(String name) {
		assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of(name))).accepts(CUSTOMER);
	}

	@Test
	void methodsThatAreLookedUpByNameAreFound() throws NoSuchMethodException {
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(
					MethodHandles.class.getMethod("privateLookupIn", Class.class, MethodHandles.Lookup.class)))
			.accepts(CUSTOMER);
		Method isVirtual = ReflectionUtils.findMethod(Thread.class, "isVirtual");
		if (isVirtual != null) {
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(isVirtual)).accepts(CUSTOMER);
		}
	}

	@Test
	void theWayToTheSocketsOfTomcatIsFound() throws NoSuchMethodException {
		for (Class<?> holder : new Class<?>[] { RequestFacade.class, Request.class }) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(holder)
				.withMemberCategory(MemberCategory.ACCESS_DECLARED_FIELDS)).accepts(CUSTOMER);
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(AbstractProcessor.class.getDeclaredMethod("getSocketWrapper"))).accepts(CUSTOMER);
	}

	@Test
	void whatTheActuatorEndpointWritesIsRead() {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Idempotency.class)
			.withMemberCategory(MemberCategory.ACCESS_DECLARED_FIELDS)).accepts(CUSTOMER);
	}

	@Test
	void aClientThatIsMadeInCodeCanBeToldOf() {
		RuntimeHints hints = new RuntimeHints();
		new ShopHints().registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Catalog.class, RemoteClient.class)).accepts(hints);
		assertThat(methods(Catalog.class).and(members(Item.class))).accepts(hints);
	}

	static class ShopHints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, ClassLoader classLoader) {
			RemoteReferences.registerHints(hints, Catalog.class);
		}

	}

}
