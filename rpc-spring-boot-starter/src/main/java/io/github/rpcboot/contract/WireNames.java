package io.github.rpcboot.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.RpcConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The names of services, methods and exceptions on the wire.
 */
final class WireNames {

	private static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]*";

	private static final Pattern METHOD = Pattern.compile(IDENTIFIER);

	private static final Pattern TYPE = Pattern.compile(IDENTIFIER + "(\\." + IDENTIFIER + ")*");

	private WireNames() {
	}

	static String ofType(Class<?> type, Place place) {
		RemoteContract annotation = type.getDeclaredAnnotation(RemoteContract.class);
		String name = hasName(annotation) ? annotation.value() : type.getSimpleName();
		if (!TYPE.matcher(name).matches()) {
			throw place.failure("'" + name + "' cannot be the wire name of '" + type.getTypeName() + "'.",
					"Give it a name of letters, digits, '_' and '.' with @RemoteContract, for example "
							+ "'shop.v2.Orders'.");
		}
		return name;
	}

	private static boolean hasName(@Nullable RemoteContract annotation) {
		return annotation != null && !annotation.value().isEmpty();
	}

	static Map<String, MethodGroup> ofMethods(List<MethodGroup> methods, Place contract) {
		Map<String, MethodGroup> named = new TreeMap<>();
		for (MethodGroup method : methods) {
			String name = ofMethod(method, contract);
			MethodGroup other = named.putIfAbsent(name, method);
			if (other != null) {
				throw sameName(name, other, method, contract);
			}
		}
		named.keySet().forEach((name) -> checkFirstLetter(name, named, contract));
		return named;
	}

	private static String ofMethod(MethodGroup method, Place contract) {
		String name = method.annotations(RemoteMethod.class)
			.map(RemoteMethod::value)
			.filter((value) -> !value.isEmpty())
			.findFirst()
			.orElseGet(() -> method.primary().getName());
		if (!METHOD.matcher(name).matches()) {
			throw contract.method(method.primary())
				.failure("'" + name + "' cannot be the wire name of the method.",
						"Give it a name of letters, digits and '_' with @RemoteMethod.");
		}
		return name;
	}

	private static RpcConfigurationException sameName(String name, MethodGroup one, MethodGroup other, Place contract) {
		return contract
			.failure(
					"The methods '" + one.signature() + "' and '" + other.signature() + "' have the same wire name '"
							+ name + "'.",
					"Give one of them another name, for example @RemoteMethod(\"" + name + "2\").");
	}

	private static void checkFirstLetter(String name, Map<String, MethodGroup> named, Place contract) {
		String other = ServiceContract.withOtherFirstLetter(name);
		if (!other.equals(name) && named.containsKey(other)) {
			throw contract.failure(
					"The wire names '" + other + "' and '" + name
							+ "' differ only in the case of their first letter, which callers may send either way.",
					"Give one of the methods another name with @RemoteMethod.");
		}
	}

}
