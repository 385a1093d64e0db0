package io.github.rpcboot.consumer;

import java.util.List;
import java.util.Optional;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.consumer.InjectionPoints.Key;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class InjectionPointsTests {

	private static final String HERE = InjectionPointsTests.class.getName();

	private final InjectionPoints points = new InjectionPoints();

	private void read(Class<?> type) {
		this.points.addFieldsAndMethods(type);
		this.points.addConstructors(type);
	}

	private RpcConfigurationException refusal(Class<?> type) {
		RpcConfigurationException refusal = catchThrowableOfType(RpcConfigurationException.class, () -> read(type));
		assertThat(refusal).as("the refusal of " + type).isNotNull();
		return refusal;
	}

	@Test
	void everyKindOfInjectionPointIsFound() {
		read(Everything.class);

		assertThat(this.points.found()).containsOnlyKeys(new Key(Orders.class, "field"),
				new Key(Orders.class, "constructor"), new Key(Orders.class, "setter"),
				new Key(Orders.class, "parameter"), new Key(Orders.class, "provider"),
				new Key(Orders.class, "optional"), new Key(Orders.class, ""));
		assertThat(this.points.found()).containsEntry(new Key(Orders.class, "field"),
				"field 'field' of " + Everything.class.getName());
	}

	@Test
	void aParameterOfAMethodThatSpringDoesNotCallIsRefused() {
		RpcConfigurationException refusal = refusal(UncalledMethod.class);

		assertThat(refusal.description()).isEqualTo("@RemoteReference stands on a parameter of the method 'use' of "
				+ HERE + "$UncalledMethod, which Spring does not call.");
		assertThat(refusal.action())
			.isEqualTo("Add @Autowired to the method, or put the annotation on a constructor parameter or a field.");
	}

	@Test
	void aParameterOfAConstructorThatSpringDoesNotCallIsRefused() {
		for (Class<?> type : List.of(UncalledConstructor.class, OtherConstructor.class)) {
			RpcConfigurationException refusal = refusal(type);

			assertThat(refusal.description()).isEqualTo("@RemoteReference stands on a parameter of a constructor of "
					+ type.getName() + ", which Spring does not call.");
			assertThat(refusal.action()).isEqualTo("Leave it the only constructor, or add @Autowired to it.");
		}
	}

	@Test
	void anAutowiredConstructorAmongOthersIsFine() {
		read(ChosenConstructor.class);

		assertThat(this.points.found()).containsOnlyKeys(new Key(Orders.class, "shop"));
	}

	@Test
	void aTypeThatIsNoInterfaceIsRefused() {
		RpcConfigurationException refusal = refusal(NoInterface.class);

		assertThat(refusal.description()).isEqualTo("@RemoteReference stands on the field 'text' of " + HERE
				+ "$NoInterface, whose type java.lang.String is not an interface.");
		assertThat(refusal.action()).isEqualTo("Use the contract interface, or ObjectProvider or Optional of it.");
	}

	@Test
	void aParameterThatIsNoInterfaceIsRefused() {
		assertThat(refusal(NoInterfaceParameter.class).description())
			.startsWith("@RemoteReference stands on the parameter 1 of '")
			.endsWith("whose type java.lang.String is not an interface.");
	}

	@Test
	void aClassWithoutReferencesAddsNothing() {
		read(String.class);
		read(FakeTarget.class);

		assertThat(this.points.found()).isEmpty();
	}

	static class Everything {

		@RemoteReference("field")
		private Orders field;

		@RemoteReference
		private Orders only;

		@RemoteReference("optional")
		private Optional<Orders> optional;

		Everything(@RemoteReference("constructor") Orders orders, String other) {
		}

		@RemoteReference("setter")
		void setOrders(Orders orders) {
		}

		@Autowired
		void use(String other, @RemoteReference("parameter") Orders orders,
				@RemoteReference("provider") ObjectProvider<Orders> provider) {
		}

	}

	static class UncalledMethod {

		void use(@RemoteReference("shop") Orders orders) {
		}

	}

	static class UncalledConstructor {

		UncalledConstructor() {
		}

		UncalledConstructor(@RemoteReference("shop") Orders orders) {
		}

	}

	static class OtherConstructor {

		@Autowired
		OtherConstructor(String other) {
		}

		OtherConstructor(@RemoteReference("shop") Orders orders) {
		}

	}

	static class ChosenConstructor {

		ChosenConstructor() {
		}

		@Autowired
		ChosenConstructor(@RemoteReference("shop") Orders orders) {
		}

	}

	static class NoInterface {

		@RemoteReference("shop")
		private String text;

	}

	static class NoInterfaceParameter {

		NoInterfaceParameter(int other, @RemoteReference("shop") String text) {
		}

	}

}
