package io.github.rpcboot.contract.schema;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.RpcConfigurationException;

/**
 * Asks a class that protoc has generated for the name of its message and of its file. By
 * reflection, because the schema knows nothing of a protobuf library; its descriptor is a
 * part of every version of one.
 */
final class GeneratedReader {

	private GeneratedReader() {
	}

	static MessageType read(Class<?> type, Trail trail) {
		try {
			Object descriptor = type.getMethod("getDescriptor").invoke(null);
			Object file = get(descriptor, "getFile");
			return MessageType.generated("." + get(descriptor, "getFullName"), type, get(file, "getName").toString(),
					services(file));
		}
		catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException | LinkageError ex) {
			RpcConfigurationException failure = trail.failure(
					"The protobuf message '" + type.getTypeName() + "' does not tell its descriptor.",
					"Generate it with a version of protoc that fits the protobuf library on the class path.");
			failure.initCause(ex);
			throw failure;
		}
	}

	private static List<String> services(Object file)
			throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
		List<String> names = new ArrayList<>();
		for (Object service : (List<?>) get(file, "getServices")) {
			names.add(get(service, "getFullName").toString());
		}
		return names;
	}

	private static Object get(Object target, String method)
			throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
		return target.getClass().getMethod(method).invoke(target);
	}

}
