package io.github.rpcboot.contract;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.contract.MethodContract.Parameters;
import io.github.rpcboot.contract.MethodContract.Result;
import org.jspecify.annotations.Nullable;

/**
 * Turns the methods of one contract into their model, and checks what they take, return
 * and throw.
 */
final class MethodParser {

	private static final int MAX_PARAMETERS = 64;

	private final Class<?> contract;

	private final Introspection introspection;

	private final TypeVariables variables;

	private final TransportableTypes types;

	private final MessageShape shape;

	private final ExceptionContracts exceptions;

	private final StreamedTypes streams;

	MethodParser(Class<?> contract, Introspection introspection, TypeVariables variables) {
		this.contract = contract;
		this.introspection = introspection;
		this.variables = variables;
		this.types = new TransportableTypes(introspection);
		this.shape = new MessageShape(introspection);
		this.streams = new StreamedTypes(variables);
		this.exceptions = new ExceptionContracts(introspection, this.types);
	}

	MethodContract parse(String service, String name, MethodGroup method) {
		Place place = Place.of(this.contract).method(method.primary());
		Parameters parameters = parameters(method, place);
		Result result = result(method.primary(), place);
		GeneratedMessages.check(parameters, result, method.primary().getName(), place);
		return new MethodContract(service, name, method.variants(), idempotency(method), parameters, result,
				this.exceptions.of(method, this.variables, place));
	}

	private Idempotency idempotency(MethodGroup method) {
		return method.annotations(RemoteMethod.class)
			.map(RemoteMethod::idempotency)
			.filter((idempotency) -> idempotency != Idempotency.UNKNOWN)
			.findFirst()
			.orElseGet(() -> idempotencyOfTypes(method));
	}

	private Idempotency idempotencyOfTypes(MethodGroup method) {
		List<Class<?>> types = new ArrayList<>(List.of(this.contract));
		method.variants().forEach((variant) -> types.add(variant.getDeclaringClass()));
		for (Class<?> type : types) {
			RemoteContract annotation = type.getDeclaredAnnotation(RemoteContract.class);
			if (annotation != null && annotation.idempotency() != Idempotency.UNKNOWN) {
				return annotation.idempotency();
			}
		}
		return Idempotency.UNKNOWN;
	}

	private Parameters parameters(MethodGroup method, Place place) {
		Type[] declared = method.primary().getGenericParameterTypes();
		if (declared.length > MAX_PARAMETERS) {
			throw place.failure("'" + method.primary().getName() + "' has " + declared.length
					+ " parameters, more than " + MAX_PARAMETERS + ".",
					"Gather them in a record, and take it as the only parameter.");
		}
		StreamType stream = this.streams.onlyParameter(method, declared, place);
		List<Type> resolved = new ArrayList<>();
		List<Type> messages = new ArrayList<>();
		for (int i = 0; i < declared.length; i++) {
			Place step = place.step(parameterStep(method, i));
			Type type = this.variables.resolve(declared[i]);
			Type sent = (stream != null) ? this.streams.element(type, step) : type;
			if (declared.length > 1 || !GeneratedMessages.isGenerated(sent)) {
				this.types.check(sent, (stream != null) ? step.step("element") : step);
			}
			messages.add(sent);
			resolved.add(this.introspection.javaType(sent));
		}
		boolean generated = messages.size() == 1 && GeneratedMessages.isGenerated(messages.get(0));
		boolean message = generated || (messages.size() == 1 && this.shape.isMessage(messages.get(0)));
		return new Parameters(resolved, message ? List.of() : ParameterNames.of(method, place), message, generated,
				stream);
	}

	private static String parameterStep(MethodGroup method, int index) {
		String name = ParameterNames.find(method, index);
		return (name != null) ? "parameter '" + name + "'" : "parameter " + (index + 1);
	}

	private Result result(Method method, Place place) {
		Type declared = this.variables.resolve(method.getGenericReturnType());
		StreamType stream = this.streams.typeOf(declared);
		if (stream != null) {
			Type element = this.streams.element(declared, place.step("result"));
			return result(element, false, stream, place.step("result").step("element"));
		}
		Type future = futureValue(declared, place);
		Type value = (future != null) ? future : declared;
		if (value == void.class || value == Void.class) {
			return new Result(void.class, false, false, future != null, null);
		}
		return result(value, future != null, null, place.step("result"));
	}

	private Result result(Type type, boolean async, @Nullable StreamType stream, Place place) {
		boolean generated = GeneratedMessages.isGenerated(type);
		if (!generated) {
			this.types.check(type, place);
		}
		boolean message = generated || this.shape.isMessage(type);
		return new Result(this.introspection.javaType(type), message, generated, async, stream);
	}

	private @Nullable Type futureValue(Type declared, Place place) {
		Class<?> raw = this.variables.erase(declared);
		if (raw != CompletableFuture.class && raw != CompletionStage.class) {
			return null;
		}
		if (declared == raw) {
			throw place.step("result")
				.failure("The result '" + raw.getTypeName() + "' does not say what it will be.",
						"Declare its type, for example '" + raw.getSimpleName() + "<String>'.");
		}
		return TypeVariables.of(declared).argument(raw, 0);
	}

}
