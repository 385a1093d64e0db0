package io.github.rpcboot.contract;

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Set;

/**
 * Knows the classes that protoc generates. Such a message stands for a whole request or
 * response, and whoever speaks protobuf on one side of a method does on the other: a
 * method is defined either by a {@code .proto} file or by Java types.
 */
final class GeneratedMessages {

	private static final String MESSAGE = "com.google.protobuf.Message";

	/** A class of this name makes messages of any descriptor. */
	private static final String DYNAMIC = "com.google.protobuf.DynamicMessage";

	/** Those of protobuf's own types that are an object in JSON too. */
	private static final Set<String> OBJECTS = Set.of("com.google.protobuf.Empty", "com.google.protobuf.Struct");

	private GeneratedMessages() {
	}

	static boolean isGenerated(Type type) {
		if (!(type instanceof Class<?> raw) || Modifier.isAbstract(raw.getModifiers())) {
			return false;
		}
		Set<String> names = RefusedTypes.namesOf(raw);
		boolean special = raw.getName().startsWith("com.google.protobuf.") && !OBJECTS.contains(raw.getName());
		return names.contains(MESSAGE) && !names.contains(DYNAMIC) && !special;
	}

	static void check(MethodContract.Parameters parameters, MethodContract.Result result, String method, Place place) {
		boolean request = parameters.generated();
		boolean fits = (!request || result.generated() || result.type() == void.class)
				&& (!result.generated() || request || parameters.types().isEmpty());
		if (!fits) {
			throw place.failure("'" + method + "' has a protobuf message on one side and a Java type on the other.",
					"Let parameter and result both be protobuf messages, or leave one of them out.");
		}
	}

}
