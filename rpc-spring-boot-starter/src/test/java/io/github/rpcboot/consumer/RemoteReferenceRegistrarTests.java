package io.github.rpcboot.consumer;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.rpcboot.RemoteReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RemoteReferenceRegistrarTests {

	private static void run(Consumer<AnnotationConfigApplicationContext> check, Class<?>... beans) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(RemoteReferenceRegistrar.class);
			context.registerBean(RemoteReferences.class, () -> new FakeTarget().references());
			context.register(beans);
			context.refresh();
			check.accept(context);
		}
	}

	private static String[] references(AnnotationConfigApplicationContext context) {
		return context.getBeanFactory().getBeanNamesForType(Countable.class);
	}

	@ParameterizedTest
	@ValueSource(classes = { ByConstructor.class, ByField.class, BySetter.class, ByParameter.class, ByRecord.class,
			ByProvider.class, ByOptional.class, ByInheritedField.class })
	void aReferenceIsInjected(Class<? extends Holder> type) {
		run((context) -> {
			assertThat(context.getBean(type).orders()).hasToString("Remote Orders at 'shop'");
			assertThat(references(context)).containsExactly("rpcReference:shop:io.github.rpcboot.consumer.Orders");
		}, type);
	}

	@ParameterizedTest
	@ValueSource(classes = { ByBeanMethod.class, ByStaticBeanMethod.class, ByComposedBeanMethod.class })
	void aParameterOfABeanMethodIsAReference(Class<?> configuration) {
		run((context) -> assertThat(context.getBean("text")).isEqualTo("Remote Orders at 'shop'"), configuration);
	}

	@Test
	void aContractAndItsParentDoNotCompete() {
		run((context) -> {
			ParentAndChild bean = context.getBean(ParentAndChild.class);
			assertThat(bean.parent).hasToString("Remote Countable at 'shop'");
			assertThat(bean.child).hasToString("Remote Orders at 'shop'");
		}, ParentAndChild.class);
	}

	@Test
	void aFieldOfAGenericParentIsReadWithTheTypeOfTheBean() {
		run((context) -> assertThat(context.getBean(OfOrders.class).client).hasToString("Remote Orders at 'shop'"),
				OfOrders.class);
	}

	@Test
	void theTypeThatABeanMethodReturnsIsReadToo() {
		run((context) -> assertThat(context.getBean(ByField.class).orders()).hasToString("Remote Orders at 'shop'"),
				ReturnsField.class);
	}

	@Test
	void oneContractOfTwoApplicationsAreTwoReferences() {
		run((context) -> {
			TwoShops shops = context.getBean(TwoShops.class);
			assertThat(shops.one).hasToString("Remote Orders at 'shop-1'");
			assertThat(shops.other).hasToString("Remote Orders at 'shop-2'");
		}, TwoShops.class);
	}

	@Test
	void theSameReferenceTwiceIsOneDefinition() {
		run((context) -> {
			assertThat(references(context)).hasSize(1);
			assertThat(context.getBean(ByField.class).orders()).isSameAs(context.getBean(ByConstructor.class).orders());
		}, ByField.class, ByConstructor.class);
	}

	@Test
	void aLocalImplementationStandsBesideTheReference() {
		run((context) -> {
			Both both = context.getBean(Both.class);
			assertThat(both.local()).isInstanceOf(LocalOrders.class);
			assertThat(both.remote()).hasToString("Remote Orders at 'shop'");
			assertThat(context.getBean(Orders.class)).isInstanceOf(LocalOrders.class);
		}, Both.class, LocalOrders.class);
	}

	@Test
	void aPlainInjectionPointNeverReceivesAReference() {
		assertThatExceptionOfType(UnsatisfiedDependencyException.class).isThrownBy(() -> run((context) -> {
		}, Both.class)).withRootCauseInstanceOf(NoSuchBeanDefinitionException.class);
	}

	@Test
	void aPlaceholderNamesTheApplication() {
		System.setProperty("rpc.test.shop", "shop-7");
		try {
			run((context) -> assertThat(context.getBean(ByPlaceholder.class).orders)
				.hasToString("Remote Orders at 'shop-7'"), ByPlaceholder.class);
		}
		finally {
			System.clearProperty("rpc.test.shop");
		}
	}

	@Test
	void registeringMakesNoBean() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(Explosive.class);
			context.registerBeanDefinition("later", new RootBeanDefinition("no.such.Type"));

			new RemoteReferenceRegistrar().postProcessBeanDefinitionRegistry(context.getDefaultListableBeanFactory());

			assertThat(context.getDefaultListableBeanFactory().getSingletonNames())
				.containsExactly("rpcWantedReferences");
			assertThat(context.containsBeanDefinition("rpcReference:shop:" + Orders.class.getName())).isTrue();
		}
	}

	@Test
	void theDefinitionOfAReferenceIsNoDefaultCandidate() {
		run((context) -> {
			RootBeanDefinition definition = (RootBeanDefinition) context.getBeanDefinition(references(context)[0]);
			assertThat(definition.isDefaultCandidate()).isFalse();
			assertThat(definition.getDescription()).isEqualTo("@RemoteReference(\"shop\") " + Orders.class.getName());
			assertThat(definition.getQualifier(RemoteReference.class.getName()).getAttribute("value"))
				.isEqualTo("shop");
		}, ByField.class);
	}

	interface Holder {

		Orders orders();

	}

	record ByRecord(@RemoteReference("shop") Orders orders) implements Holder {

	}

	record Both(Orders local, @RemoteReference("shop") Orders remote) {

	}

	static class ByConstructor implements Holder {

		private final Orders orders;

		ByConstructor(@RemoteReference("shop") Orders orders) {
			this.orders = orders;
		}

		@Override
		public Orders orders() {
			return this.orders;
		}

	}

	static class ByField implements Holder {

		@RemoteReference("shop")
		private Orders orders;

		@Override
		public Orders orders() {
			return this.orders;
		}

	}

	static class ByInheritedField extends ByField {

	}

	static class BySetter implements Holder {

		private Orders orders;

		@RemoteReference("shop")
		void setOrders(Orders orders) {
			this.orders = orders;
		}

		@Override
		public Orders orders() {
			return this.orders;
		}

	}

	static class ByParameter implements Holder {

		private Orders orders;

		@Autowired
		void use(@RemoteReference("shop") Orders orders) {
			this.orders = orders;
		}

		@Override
		public Orders orders() {
			return this.orders;
		}

	}

	static class ByProvider implements Holder {

		@RemoteReference("shop")
		private ObjectProvider<Orders> orders;

		@Override
		public Orders orders() {
			return this.orders.getObject();
		}

	}

	static class ByOptional implements Holder {

		@RemoteReference("shop")
		private Optional<Orders> orders;

		@Override
		public Orders orders() {
			return this.orders.orElseThrow();
		}

	}

	static class ByPlaceholder {

		@RemoteReference("${rpc.test.shop}")
		private Orders orders;

	}

	static class TwoShops {

		@RemoteReference("shop-1")
		private Orders one;

		@RemoteReference("shop-2")
		private Orders other;

	}

	@Configuration(proxyBeanMethods = false)
	static class ByBeanMethod {

		@Bean
		String text(@RemoteReference("shop") Orders orders) {
			return orders.toString();
		}

	}

	@Configuration
	static class ByStaticBeanMethod {

		@Bean
		static String text(@RemoteReference("shop") Orders orders) {
			return orders.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByComposedBeanMethod {

		@ComposedBean
		String text(@RemoteReference("shop") Orders orders) {
			return orders.toString();
		}

	}

	@Bean
	@Retention(RetentionPolicy.RUNTIME)
	@interface ComposedBean {

	}

	@Configuration(proxyBeanMethods = false)
	static class ReturnsField {

		@Bean
		ByField byField() {
			return new ByField();
		}

	}

	static class Explosive {

		@RemoteReference("shop")
		private Orders orders;

		Explosive() {
			throw new AssertionError("made by the registrar");
		}

	}

	static class LocalOrders implements Orders {

		@Override
		public String find(int id) {
			return "local";
		}

		@Override
		public Order place(Order order) {
			return order;
		}

		@Override
		public CompletableFuture<String> findLater(int id) {
			throw new UnsupportedOperationException();
		}

		@Override
		public List<String> all() {
			return List.of();
		}

		@Override
		public void touch() {
		}

		@Override
		public int count() {
			return 0;
		}

	}

	static class ParentAndChild {

		@RemoteReference("shop")
		Countable parent;

		@RemoteReference("shop")
		Orders child;

	}

	abstract static class Generic<T> {

		@RemoteReference("shop")
		T client;

	}

	static class OfOrders extends Generic<Orders> {

	}

}
