package io.github.rpcboot.contract;

import io.github.rpcboot.RpcConfigurationException;
import tools.jackson.databind.json.JsonMapper;

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
		RpcConfigurationException failure = catchThrowableOfType(RpcConfigurationException.class,
				() -> parse(contract));
		if (failure == null) {
			throw new AssertionError(contract + " was accepted");
		}
		return failure;
	}

}
