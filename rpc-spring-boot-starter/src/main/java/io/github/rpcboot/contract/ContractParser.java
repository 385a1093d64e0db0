package io.github.rpcboot.contract;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

/**
 * Turns plain Java interfaces into contracts, and checks every rule that a contract has
 * to keep, so that a mistake stops the start of the application and not a call.
 * <p>
 * Instances are immutable and may be shared. They keep nothing of what they parsed.
 *
 * @since 0.1.0
 */
public final class ContractParser {

	private final Introspection introspection;

	private ContractParser(JsonMapper mapper) {
		this.introspection = new Introspection(mapper);
	}

	/**
	 * Makes a parser.
	 * @param mapper the mapper that writes and reads the messages; its modules and
	 * mix-ins decide what a type looks like on the wire
	 * @return a parser
	 */
	public static ContractParser using(JsonMapper mapper) {
		return new ContractParser(mapper);
	}

	/**
	 * Parses an interface.
	 * @param contractInterface the interface; it need not be public
	 * @return the contract
	 * @throws io.github.rpcboot.RpcConfigurationException if the interface breaks a rule;
	 * the exception says where, and what to do
	 */
	public ServiceContract parse(Class<?> contractInterface) {
		Place place = Place.of(contractInterface);
		checkInterface(contractInterface, place);
		TypeVariables variables = TypeVariables.of(contractInterface);
		List<MethodGroup> methods = MethodCollector.collect(contractInterface, variables);
		if (methods.isEmpty()) {
			throw place.failure("The contract '" + contractInterface.getSimpleName() + "' has no methods.",
					"Declare the methods that other services call.");
		}
		String name = WireNames.ofType(contractInterface, place);
		RestMappings mappings = RestMappings.of(contractInterface, methods, place);
		if (mappings != null) {
			return new ServiceContract(name, contractInterface, mappings.parse(name));
		}
		MethodParser parser = new MethodParser(contractInterface, this.introspection, variables);
		List<MethodContract> parsed = new ArrayList<>();
		WireNames.ofMethods(methods, place)
			.forEach((methodName, method) -> parsed.add(parser.parse(name, methodName, method)));
		return new ServiceContract(name, contractInterface, parsed);
	}

	private static void checkInterface(Class<?> type, Place place) {
		if (!type.isInterface() || type.isAnnotation()) {
			throw place.failure("'" + type.getSimpleName() + "' is not an interface, so it cannot be a contract.",
					"Name the interface that the service implements.");
		}
		if (type.getTypeParameters().length > 0) {
			throw place.failure("The contract '" + type.getSimpleName() + "' is generic, so its types are not known.",
					"Extend it with an interface that fixes the types, for example 'interface Users extends "
							+ "Crud<User, Long>', and use that one.");
		}
	}

}
