package io.github.rpcboot.contract;

import java.util.List;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.RpcConfigurationException;
import org.junit.jupiter.api.Test;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules for interfaces, names and idempotency.
 */
class ContractParserTests {

	private static final String OUTER = ContractParserTests.class.getName();

	@Test
	void plainInterfaceIsAContractOfItsSimpleName() {
		ServiceContract contract = Parsing.parse(Hello.class);
		assertThat(contract.name()).isEqualTo("Hello");
		assertThat(contract.type()).isEqualTo(Hello.class);
		MethodContract method = contract.method("sayHello");
		assertThat(method).isNotNull();
		assertThat(method).hasToString("Hello/sayHello");
		assertThat(method.parameterNames()).containsExactly("name");
		assertThat(method.resultType().getTypeName()).contains("java.lang.String");
		assertThat(method.isParameterTheMessage()).isFalse();
		assertThat(method.isResultTheMessage()).isFalse();
		assertThat(method.isAsync()).isFalse();
		assertThat(contract.method("SayHello")).isSameAs(method);
	}

	@Test
	void remoteContractGivesTheWireName() {
		assertThat(Parsing.parse(VersionedOrders.class).name()).isEqualTo("shop.v2.Orders");
	}

	@Test
	void wireNameOfAParentIsNotInherited() {
		assertThat(Parsing.parse(SpecialOrders.class).name()).isEqualTo("SpecialOrders");
	}

	@Test
	void remoteMethodGivesTheWireName() {
		assertThat(Parsing.parseOnly(RenamedMethod.class).name()).isEqualTo("fetch");
	}

	@Test
	void remoteMethodOfAnOverriddenMethodCounts() {
		MethodContract method = Parsing.parseOnly(OverridingRenamedMethod.class);
		assertThat(method.name()).isEqualTo("fetch");
		assertThat(method.idempotency()).isEqualTo(Idempotency.IDEMPOTENT);
	}

	@Test
	void methodsAreSortedByWireName() {
		assertThat(Parsing.parse(Unsorted.class).methods()).extracting(MethodContract::name)
			.containsExactly("alpha", "beta", "gamma");
	}

	@Test
	void methodIdempotencyComesBeforeThatOfTheContract() {
		ServiceContract contract = Parsing.parse(Idempotent.class);
		assertThat(contract.method("plain").idempotency()).isEqualTo(Idempotency.IDEMPOTENT);
		assertThat(contract.method("reading").idempotency()).isEqualTo(Idempotency.NO_SIDE_EFFECTS);
		assertThat(contract.method("inherited").idempotency()).isEqualTo(Idempotency.IDEMPOTENT);
	}

	@Test
	void idempotencyOfAParentCountsForItsMethods() {
		ServiceContract contract = Parsing.parse(ReadingAndWriting.class);
		assertThat(contract.method("find").idempotency()).isEqualTo(Idempotency.NO_SIDE_EFFECTS);
		assertThat(contract.method("save").idempotency()).isEqualTo(Idempotency.UNKNOWN);
	}

	@Test
	void idempotencyIsUnknownUnlessDeclared() {
		assertThat(Parsing.parseOnly(Hello.class).idempotency()).isEqualTo(Idempotency.UNKNOWN);
	}

	@Test
	void classIsRefused() {
		RpcConfigurationException failure = Parsing.failureOf(NotAnInterface.class);
		assertThat(failure.description())
			.isEqualTo("'NotAnInterface' is not an interface, so it cannot be a contract. Found at " + OUTER
					+ "$NotAnInterface.");
		assertThat(failure.action()).isEqualTo("Name the interface that the service implements.");
	}

	@Test
	void annotationIsRefused() {
		assertThat(Parsing.failureOf(RemoteMethod.class).description())
			.startsWith("'RemoteMethod' is not an interface");
	}

	@Test
	void genericInterfaceIsRefused() {
		RpcConfigurationException failure = Parsing.failureOf(Crud.class);
		assertThat(failure.description())
			.isEqualTo("The contract 'Crud' is generic, so its types are not known. Found at " + OUTER + "$Crud.");
		assertThat(failure.action()).isEqualTo("Extend it with an interface that fixes the types, for example "
				+ "'interface Users extends Crud<User, Long>', and use that one.");
	}

	@Test
	void interfaceWithoutMethodsIsRefused() {
		RpcConfigurationException failure = Parsing.failureOf(OnlyStaticMethods.class);
		assertThat(failure.description())
			.isEqualTo("The contract 'OnlyStaticMethods' has no methods. Found at " + OUTER + "$OnlyStaticMethods.");
		assertThat(failure.action()).isEqualTo("Declare the methods that other services call.");
	}

	@Test
	void badWireNameOfAContractIsRefused() {
		RpcConfigurationException failure = Parsing.failureOf(BadlyNamed.class);
		assertThat(failure.description()).isEqualTo("'shop/orders' cannot be the wire name of '" + OUTER
				+ "$BadlyNamed'. Found at " + OUTER + "$BadlyNamed.");
		assertThat(failure.action()).isEqualTo(
				"Give it a name of letters, digits, '_' and '.' with @RemoteContract, for example 'shop.v2.Orders'.");
	}

	@Test
	void badWireNameOfAMethodIsRefused() {
		RpcConfigurationException failure = Parsing.failureOf(BadlyNamedMethod.class);
		assertThat(failure.description())
			.isEqualTo("'find-all' cannot be the wire name of the method. Found at BadlyNamedMethod.findAll().");
		assertThat(failure.action()).isEqualTo("Give it a name of letters, digits and '_' with @RemoteMethod.");
	}

	@Test
	void javaNameThatIsNoWireNameIsRefused() {
		assertThat(Parsing.failureOf(UmlautMethod.class).description())
			.isEqualTo("'größe' cannot be the wire name of the method. Found at UmlautMethod.größe().");
	}

	@Test
	void overloadsWithoutDistinctNamesAreRefusedNamingBoth() {
		RpcConfigurationException failure = Parsing.failureOf(Overloads.class);
		assertThat(failure.description())
			.isEqualTo("The methods 'find(String)' and 'find(long, List)' have the same wire name 'find'. Found at "
					+ OUTER + "$Overloads.");
		assertThat(failure.action()).isEqualTo("Give one of them another name, for example @RemoteMethod(\"find2\").");
	}

	@Test
	void overloadsWithDistinctNamesAreTwoMethods() {
		ServiceContract contract = Parsing.parse(NamedOverloads.class);
		assertThat(contract.methods()).extracting(MethodContract::name).containsExactly("find", "findByName");
	}

	@Test
	void overloadOfAGenericParentIsNamedByItsResolvedTypes() {
		assertThat(Parsing.failureOf(OverloadingUsers.class).description()).contains("'find(String)'", "'find(Long)'");
	}

	@Test
	void sameGivenNameOfTwoMethodsIsRefused() {
		assertThat(Parsing.failureOf(SameGivenName.class).description())
			.startsWith("The methods 'load()' and 'read()' have the same wire name 'get'.");
	}

	@Test
	void namesThatDifferInTheFirstLetterOnlyAreRefused() {
		RpcConfigurationException failure = Parsing.failureOf(FirstLetter.class);
		assertThat(failure.description()).isEqualTo("The wire names 'save' and 'Save' differ only in the case of their "
				+ "first letter, which callers may send either way. Found at " + OUTER + "$FirstLetter.");
		assertThat(failure.action()).isEqualTo("Give one of the methods another name with @RemoteMethod.");
	}

	@Test
	void requestMappingOnAMethodIsRefused() {
		RpcConfigurationException failure = Parsing.failureOf(MappedMethod.class);
		assertThat(failure.description()).isEqualTo("'@GetMapping' maps the contract to a REST path. "
				+ "REST-mapped contracts are not supported yet. Found at MappedMethod.find().");
		assertThat(failure.action())
			.isEqualTo("Remove the annotation, or call the service with a client of Spring's own.");
	}

	@Test
	void requestMappingOnTheInterfaceIsRefused() {
		assertThat(Parsing.failureOf(MappedInterface.class).description())
			.startsWith("'@RequestMapping' maps the contract to a REST path.")
			.endsWith("Found at " + OUTER + "$MappedInterface.");
	}

	@Test
	void httpExchangeIsRefused() {
		assertThat(Parsing.failureOf(Exchange.class).description()).startsWith("'@HttpExchange' maps");
		assertThat(Parsing.failureOf(ExchangeMethod.class).description()).startsWith("'@GetExchange' maps");
	}

	@Test
	void requestMappingOnAParentIsRefused() {
		assertThat(Parsing.failureOf(InheritingMapping.class).description())
			.endsWith("Found at InheritingMapping.find().");
	}

	interface Hello {

		String sayHello(String name);

	}

	@RemoteContract("shop.v2.Orders")
	interface VersionedOrders {

		String find(long id);

	}

	interface SpecialOrders extends VersionedOrders {

	}

	interface RenamedMethod {

		@RemoteMethod(value = "fetch", idempotency = Idempotency.IDEMPOTENT)
		String load();

	}

	interface OverridingRenamedMethod extends RenamedMethod {

		@Override
		String load();

	}

	interface Unsorted {

		void gamma();

		void alpha();

		void beta();

	}

	@RemoteContract(idempotency = Idempotency.IDEMPOTENT)
	interface Idempotent {

		void plain();

		@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
		void reading();

		@RemoteMethod
		void inherited();

	}

	@RemoteContract(idempotency = Idempotency.NO_SIDE_EFFECTS)
	interface Reading {

		String find(long id);

	}

	interface ReadingAndWriting extends Reading {

		void save(String value);

	}

	abstract static class NotAnInterface {

		abstract String find(long id);

	}

	interface Crud<T, I> {

		T find(I id);

	}

	interface OnlyStaticMethods {

		static String helper() {
			return "";
		}

		@Override
		boolean equals(Object other);

		@Override
		int hashCode();

		@Override
		String toString();

	}

	@RemoteContract("shop/orders")
	interface BadlyNamed {

		void run();

	}

	interface BadlyNamedMethod {

		@RemoteMethod("find-all")
		String findAll();

	}

	interface UmlautMethod {

		int größe();

	}

	interface Overloads {

		String find(String name);

		String find(long id, List<String> fields);

	}

	interface NamedOverloads {

		String find(long id);

		@RemoteMethod("findByName")
		String find(String name);

	}

	interface OverloadingUsers extends Crud<String, Long> {

		String find(String name);

	}

	interface SameGivenName {

		@RemoteMethod("get")
		String read();

		@RemoteMethod("get")
		String load();

	}

	interface FirstLetter {

		void save();

		@RemoteMethod("Save")
		void store();

	}

	interface MappedMethod {

		@GetMapping("/orders")
		String find();

	}

	@RequestMapping("/orders")
	interface MappedInterface {

		String find();

	}

	@HttpExchange("/orders")
	interface Exchange {

		String find();

	}

	interface ExchangeMethod {

		@GetExchange("/orders")
		String find();

	}

	interface InheritingMapping extends MappedMethod {

	}

}
