package io.github.rpcboot.contract;

import java.lang.reflect.Type;
import java.util.List;

import io.github.rpcboot.RpcConfigurationException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Parses the contracts of the tests.
 */
final class Parsing {

	private Parsing() {
	}

	static ServiceContract parse(Class<?> contract) {
		return ContractParser.using(JsonMapper.builder().build()).parse(contract);
	}

	static MethodContract parseOnly(Class<?> contract) {
		ServiceContract service = parse(contract);
		if (service.methods().size() != 1) {
			throw new AssertionError(contract + " has the methods " + service.methods());
		}
		return service.methods().get(0);
	}

	static RpcConfigurationException failureOf(Class<?> contract) {
		return require(catchThrowableOfType(RpcConfigurationException.class, () -> parse(contract)), contract);
	}

	/**
	 * Checks the type as the result of {@code Contract.run()}.
	 */
	static void checkType(Type type) {
		Introspection introspection = new Introspection(JsonMapper.builder().build());
		Place place = Place.of(Contract.class).method(Contract.class.getDeclaredMethods()[0]);
		new TransportableTypes(introspection).check(TypeVariables.of(Contract.class).resolve(type),
				place.step("result"));
	}

	static RpcConfigurationException failureOfType(TypeReference<?> type) {
		return failureOfType(type.getType());
	}

	static RpcConfigurationException failureOfType(Type type) {
		return require(catchThrowableOfType(RpcConfigurationException.class, () -> checkType(type)), type);
	}

	static void refused(Type type, String description) {
		assertThat(failureOfType(type).description()).startsWith(description)
			.contains(" Found at Contract.run() -> result");
	}

	static void refused(Type type, String description, String action) {
		refused(type, description);
		assertThat(failureOfType(type).action()).isEqualTo(action);
	}

	static void refused(TypeReference<?> type, String description) {
		refused(type.getType(), description);
	}

	static void refused(TypeReference<?> type, String description, String action) {
		refused(type.getType(), description, action);
	}

	/**
	 * Parses {@code Throwing.run()} as if it named the type in its {@code throws} clause.
	 */
	static List<ExceptionContract> parseThrows(Class<? extends Throwable> type) {
		JsonMapper mapper = JsonMapper.builder().build();
		Introspection introspection = new Introspection(mapper);
		JavaType contract = mapper.getTypeFactory().constructParametricType(Throwing.class, type);
		TypeVariables variables = TypeVariables.of(TypeVariables.toType(contract));
		MethodGroup method = MethodCollector.collect(Throwing.class, variables).get(0);
		Place place = Place.of(Throwing.class).method(method.primary());
		return new ExceptionContracts(introspection, new TransportableTypes(introspection)).of(method, variables,
				place);
	}

	static RpcConfigurationException failureOfThrows(Class<? extends Throwable> type) {
		return require(catchThrowableOfType(RpcConfigurationException.class, () -> parseThrows(type)), type);
	}

	private static RpcConfigurationException require(RpcConfigurationException failure, Type accepted) {
		if (failure == null) {
			throw new AssertionError(accepted + " was accepted");
		}
		return failure;
	}

	interface Contract {

		void run();

	}

	interface Throwing<E extends Throwable> {

		void run() throws E;

	}

}
