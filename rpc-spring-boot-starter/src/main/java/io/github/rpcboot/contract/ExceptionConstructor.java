package io.github.rpcboot.contract;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.rpcboot.contract.ExceptionContract.Reader;
import org.jspecify.annotations.Nullable;

/**
 * A constructor of a declared exception: what its parameters are read from, or why it
 * cannot make the exception again on the other side.
 */
record ExceptionConstructor(Constructor<? extends Throwable> constructor, List<Argument> arguments,
		@Nullable Problem problem) {

	static ExceptionConstructor of(Constructor<? extends Throwable> constructor) {
		List<Argument> arguments = new ArrayList<>();
		Problem problem = collect(constructor, arguments);
		return new ExceptionConstructor(constructor, arguments, problem);
	}

	private static @Nullable Problem collect(Constructor<?> constructor, List<Argument> arguments) {
		if (Stream.of(constructor.getParameterTypes()).anyMatch(Throwable.class::isAssignableFrom)) {
			return cause(constructor);
		}
		Parameter[] parameters = constructor.getParameters();
		for (int i = 0; i < parameters.length; i++) {
			String name = ParameterNames.of(parameters[i]);
			if (name == null) {
				return unnamed(constructor);
			}
			Reader reader = reader(constructor, parameters[i], name);
			if (reader == null) {
				return mismatch(constructor, parameters[i], name);
			}
			arguments.add(new Argument(name, TypeVariables.parameterType(constructor, i), reader));
		}
		boolean distinct = arguments.stream().map(Argument::name).distinct().count() == arguments.size();
		return distinct ? null : sameName(constructor);
	}

	boolean isUsable() {
		return this.problem == null;
	}

	/**
	 * Whether it may well be the right one if only its parameters had names.
	 * @return whether names are all that is missing
	 */
	boolean isUnnamed() {
		return this.problem != null && this.problem.unnamed();
	}

	int size() {
		return this.constructor.getParameterCount();
	}

	/**
	 * Looks by the Java name too, because {@code @JsonProperty} may rename a parameter
	 * whose getter keeps its name.
	 */
	private static @Nullable Reader reader(Constructor<?> constructor, Parameter parameter, String name) {
		Class<?> exception = constructor.getDeclaringClass();
		Reader reader = ExceptionReaders.find(exception, name, parameter.getType());
		String compiled = ParameterNames.compiledName(parameter);
		if (reader != null || compiled == null) {
			return reader;
		}
		return ExceptionReaders.find(exception, compiled, parameter.getType());
	}

	String signature() {
		return signature(this.constructor);
	}

	private static String signature(Constructor<?> constructor) {
		return Arrays.stream(constructor.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", constructor.getDeclaringClass().getSimpleName() + "(", ")"));
	}

	private static Problem cause(Constructor<?> constructor) {
		return new Problem(
				"The constructor '" + signature(constructor) + "' takes a Throwable, and causes do not travel.",
				"Add a constructor without that parameter.", false);
	}

	private static Problem unnamed(Constructor<?> constructor) {
		return new Problem("The parameters of the constructor '" + signature(constructor) + "' have no names. "
				+ ParameterNames.missingIn(constructor.getDeclaringClass()), ParameterNames.WAY_OUT, true);
	}

	private static Problem mismatch(Constructor<?> constructor, Parameter parameter, String name) {
		return new Problem(
				"The parameter '" + name + "' of the constructor '" + signature(constructor)
						+ "' matches no property of the exception.",
				"Add a getter or a field '" + name + "' of the type '" + parameter.getType().getSimpleName()
						+ "', or name the parameter 'message' if it is the message.",
				false);
	}

	private static Problem sameName(Constructor<?> constructor) {
		return new Problem("Two parameters of the constructor '" + signature(constructor) + "' have the same name.",
				"Give them distinct names with @JsonProperty.", false);
	}

	/**
	 * A parameter of the constructor.
	 */
	record Argument(String name, Type type, Reader reader) {
	}

	/**
	 * Why a constructor cannot be used.
	 */
	record Problem(String description, String action, boolean unnamed) {
	}

}
