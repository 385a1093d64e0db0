package io.github.rpcboot.contract;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.RpcConfigurationException;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

import static java.util.Map.entry;
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
	void aMappedMethodIsAsIdempotentAsItsVerb() {
		ServiceContract contract = Parsing.parse(MappedInterface.class);

		assertThat(contract.isRestMapped()).isTrue();
		assertThat(contract.methods()).allSatisfy((method) -> assertThat(method.restMapping())
			.isEqualTo(new RestMapping(MappedInterface.class, RestMapping.Style.REQUEST_MAPPING)));
		assertThat(idempotencies(contract)).containsOnly(entry("find", Idempotency.NO_SIDE_EFFECTS),
				entry("plain", Idempotency.NO_SIDE_EFFECTS), entry("put", Idempotency.IDEMPOTENT),
				entry("delete", Idempotency.IDEMPOTENT), entry("post", Idempotency.UNKNOWN),
				entry("patch", Idempotency.UNKNOWN), entry("search", Idempotency.NO_SIDE_EFFECTS));
	}

	@Test
	void anExchangeIsAsIdempotentAsItsVerb() {
		ServiceContract contract = Parsing.parse(Exchange.class);

		assertThat(contract.methods()).allSatisfy((method) -> assertThat(method.restMapping())
			.isEqualTo(new RestMapping(Exchange.class, RestMapping.Style.HTTP_EXCHANGE)));
		assertThat(idempotencies(contract)).containsOnly(entry("find", Idempotency.NO_SIDE_EFFECTS),
				entry("put", Idempotency.IDEMPOTENT), entry("any", Idempotency.UNKNOWN));
	}

	private static Map<String, Idempotency> idempotencies(ServiceContract contract) {
		return contract.methods()
			.stream()
			.collect(Collectors.toMap(MethodContract::name, MethodContract::idempotency, (one, other) -> one));
	}

	@Test
	void rulesOfTypesNamesAndOverloadsDoNotHoldForMappedContracts() {
		assertThat(Parsing.parse(FreeMapping.class).methods()).extracting(MethodContract::name)
			.containsExactlyInAnyOrder("find", "find", "stream");
	}

	@Test
	void mappingsOfAParentCount() {
		assertThat(Parsing.parse(InheritingMapping.class).isRestMapped()).isTrue();
	}

	@Test
	void aDefaultMethodWithoutAMappingIsNotRemote() {
		assertThat(Parsing.parse(MappedWithDefault.class).methods()).extracting(MethodContract::name)
			.containsExactly("find");
	}

	@Test
	void plainMethodsBesideMappedOnesAreRefused() {
		RpcConfigurationException failure = Parsing.failureOf(MixedMapping.class);
		assertThat(failure.description()).isEqualTo("'count' has no mapping, and other methods of 'MixedMapping' "
				+ "have one. Found at MixedMapping.count().");
		assertThat(failure.action()).isEqualTo("Map it too, or move it to a contract of its own.");
	}

	@Test
	void bothKindsOfMappingsInOneContractAreRefused() {
		assertThat(Parsing.failureOf(BothMappings.class).description())
			.startsWith("The contract 'BothMappings' mixes '@RequestMapping' and '@HttpExchange'.");
	}

	@Test
	void twoBodiesOfAMappedMethodAreRefused() {
		assertThat(Parsing.failureOf(TwoBodies.class).description())
			.startsWith("'add' has 2 parameters with '@RequestBody', and a request has one body.");
	}

	@Test
	void aMappedMethodWithABodyIsRefused() {
		assertThat(Parsing.failureOf(MappedDefault.class).description())
			.startsWith("'find' has a mapping and a body, and OpenFeign would run the body.");
	}

	@Test
	void anExchangeWithoutAVerbIsRefused() {
		assertThat(Parsing.failureOf(NoVerb.class).description()).startsWith("'find' has no verb.");
	}

	@Test
	void whatAContractSaysOfRepeatsHoldsForMappedMethodsToo() {
		assertThat(idempotencies(Parsing.parse(IdempotentMapping.class)))
			.containsOnly(entry("add", Idempotency.IDEMPOTENT));
	}

	@Test
	void futuresOfAMappedMethodAreRefused() {
		assertThat(Parsing.failureOf(MappedFuture.class).description())
			.startsWith("The result 'CompletableFuture' of a mapped method is not supported.");
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

		@GetMapping
		String find();

		@RequestMapping("/plain")
		String plain();

		@PutMapping
		String put();

		@DeleteMapping
		String delete();

		@PostMapping
		String post();

		@PatchMapping
		String patch();

		@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
		@PostMapping("/search")
		String search();

	}

	@HttpExchange("/orders")
	interface Exchange {

		@GetExchange("/orders")
		String find();

		@HttpExchange(method = "PUT")
		String put();

		@HttpExchange("/any")
		String any(HttpMethod method);

	}

	interface FreeMapping {

		@GetMapping("/a")
		Object find();

		@GetMapping("/b")
		List<?> find(String text);

		@GetMapping("/c")
		java.util.stream.Stream<String> stream();

	}

	interface MappedWithDefault extends MappedMethod {

		default String twice() {
			return find() + find();
		}

	}

	interface MixedMapping extends MappedMethod {

		int count();

	}

	interface BothMappings extends MappedMethod {

		@GetExchange
		String other();

	}

	interface TwoBodies {

		@PostMapping
		String add(@RequestBody String one, @RequestBody String other);

	}

	interface MappedDefault {

		@GetMapping
		default String find() {
			return "";
		}

	}

	interface NoVerb {

		@HttpExchange("/orders")
		String find();

	}

	@RemoteContract(idempotency = Idempotency.IDEMPOTENT)
	interface IdempotentMapping {

		@RemoteMethod("add")
		@PostMapping
		String post();

	}

	interface MappedFuture {

		@GetMapping
		CompletableFuture<String> find();

	}

	interface InheritingMapping extends MappedMethod {

	}

}
