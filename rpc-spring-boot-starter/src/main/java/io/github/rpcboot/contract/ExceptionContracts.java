package io.github.rpcboot.contract;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.contract.ExceptionConstructor.Argument;
import io.github.rpcboot.contract.ExceptionConstructor.Problem;

/**
 * Turns the {@code throws} clause of a method into the exceptions that travel.
 */
final class ExceptionContracts {

	private final Introspection introspection;

	private final TransportableTypes types;

	ExceptionContracts(Introspection introspection, TransportableTypes types) {
		this.introspection = introspection;
		this.types = types;
	}

	List<ExceptionContract> of(MethodGroup method, TypeVariables variables, Place place) {
		Map<String, ExceptionContract> exceptions = new LinkedHashMap<>();
		for (Type declared : method.primary().getGenericExceptionTypes()) {
			Class<? extends Throwable> type = exceptionClass(variables.resolve(declared), place);
			if (!travels(type)) {
				continue;
			}
			ExceptionContract exception = toContract(type, place.step("throws " + type.getSimpleName()));
			ExceptionContract other = exceptions.putIfAbsent(exception.name(), exception);
			if (other != null && other.type() != type) {
				throw place.failure(
						"The exceptions '" + other.type().getTypeName() + "' and '" + type.getTypeName()
								+ "' have the same wire name '" + exception.name() + "'.",
						"Give one of them another name with @RemoteContract.");
			}
		}
		return List.copyOf(exceptions.values());
	}

	private static Class<? extends Throwable> exceptionClass(Type type, Place place) {
		if (type instanceof TypeVariable<?> variable) {
			throw place.failure(
					"The type variable '" + variable.getName() + "' in the throws clause stands for no type.",
					"Declare the concrete exceptions.");
		}
		return TypeVariables.rawClass(type).asSubclass(Throwable.class);
	}

	private static boolean travels(Class<?> type) {
		return !TransportableTypes.isOfJdk(type) && !type.getName().startsWith("jakarta.")
				&& !RpcException.class.isAssignableFrom(type);
	}

	private ExceptionContract toContract(Class<? extends Throwable> type, Place place) {
		String name = WireNames.ofType(type, place);
		if (Modifier.isAbstract(type.getModifiers())) {
			throw place.failure("The exception '" + type.getTypeName() + "' is abstract and cannot be made again.",
					"Declare the concrete exceptions in the throws clause.");
		}
		if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
			throw place.failure("The exception '" + type.getTypeName() + "' is an inner class.", "Declare it static.");
		}
		ExceptionConstructor chosen = choose(type, place);
		List<ExceptionContract.Field> fields = new ArrayList<>();
		for (Argument argument : chosen.arguments()) {
			this.types.check(argument.type(), place.step(type.getSimpleName() + "." + argument.name()));
			Type resolved = this.introspection.javaType(argument.type());
			fields.add(new ExceptionContract.Field(argument.name(), resolved, argument.reader()));
		}
		chosen.constructor().setAccessible(true);
		return new ExceptionContract(name, DeclaredStatus.of(type), fields, chosen.constructor());
	}

	private static ExceptionConstructor choose(Class<? extends Throwable> type, Place place) {
		List<ExceptionConstructor> all = constructors(type).map(ExceptionConstructor::of).toList();
		List<ExceptionConstructor> annotated = all.stream().filter(ExceptionContracts::isCreator).toList();
		if (annotated.size() > 1) {
			throw place.failure(
					"The exception '" + type.getTypeName() + "' has several constructors with @JsonCreator.",
					"Keep the annotation on one of them.");
		}
		List<ExceptionConstructor> candidates = annotated.isEmpty() ? all : annotated;
		return requireUsable((candidates.size() > 1) ? longest(type, candidates, place) : candidates.get(0), place);
	}

	private static ExceptionConstructor requireUsable(ExceptionConstructor constructor, Place place) {
		Problem problem = constructor.problem();
		if (problem != null) {
			throw place.failure(problem.description(), problem.action());
		}
		return constructor;
	}

	@SuppressWarnings("unchecked")
	private static Stream<Constructor<? extends Throwable>> constructors(Class<? extends Throwable> type) {
		return Stream.of((Constructor<? extends Throwable>[]) type.getDeclaredConstructors())
			.filter((constructor) -> !constructor.isSynthetic());
	}

	private static boolean isCreator(ExceptionConstructor candidate) {
		JsonCreator annotation = candidate.constructor().getAnnotation(JsonCreator.class);
		return annotation != null && annotation.mode() != JsonCreator.Mode.DISABLED;
	}

	/**
	 * The longest constructor that fits. One without parameter names takes part, because
	 * it may be the right one, and a shorter one would silently lose fields.
	 */
	private static ExceptionConstructor longest(Class<?> type, List<ExceptionConstructor> candidates, Place place) {
		List<ExceptionConstructor> bySize = candidates.stream()
			.filter((candidate) -> candidate.isUsable() || candidate.isUnnamed())
			.sorted(Comparator.comparingInt(ExceptionConstructor::size).reversed())
			.toList();
		if (bySize.isEmpty()) {
			throw place.failure(
					"No constructor of '" + type.getTypeName() + "' can make it again. " + problems(candidates),
					"Name every parameter of one of them like a property of the exception, 'message' for its message.");
		}
		ExceptionConstructor longest = bySize.get(0);
		ExceptionConstructor next = (bySize.size() > 1) ? bySize.get(1) : null;
		if (longest.isUsable() && next != null && next.size() == longest.size()) {
			throw place.failure(
					"The constructors '" + longest.signature() + "' and '" + next.signature() + "' are equally good.",
					"Annotate the one to use with @JsonCreator.");
		}
		return longest;
	}

	private static String problems(List<ExceptionConstructor> candidates) {
		return candidates.stream()
			.map(ExceptionConstructor::problem)
			.map((problem) -> (problem != null) ? problem.description() : "")
			.sorted()
			.collect(Collectors.joining(" "));
	}

}
