package io.github.rpcboot.contract;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

/**
 * Finds the streams among the types of a method.
 */
final class StreamedTypes {

	private final TypeVariables variables;

	StreamedTypes(TypeVariables variables) {
		this.variables = variables;
	}

	@Nullable StreamType typeOf(Type declared) {
		return StreamType.of(this.variables.erase(declared));
	}

	/** What of the parameters is a stream, which must be alone then. */
	@Nullable StreamType onlyParameter(MethodGroup method, Type[] declared, Place place) {
		StreamType found = null;
		for (Type type : declared) {
			found = (found != null) ? found : typeOf(this.variables.resolve(type));
		}
		if (found != null && declared.length > 1) {
			throw place.failure("'" + method.primary().getName() + "' takes a stream and other parameters.",
					"Take the stream as the only parameter, and let its first element tell what the others would.");
		}
		return found;
	}

	/** The type of what a stream consists of. */
	Type element(Type stream, Place place) {
		Class<?> raw = this.variables.erase(stream);
		if (!(stream instanceof ParameterizedType parameterized)) {
			throw place.failure("The stream '" + raw.getTypeName() + "' does not say what it consists of.",
					"Declare its type, for example '" + raw.getSimpleName() + "<String>'.");
		}
		return parameterized.getActualTypeArguments()[0];
	}

}
