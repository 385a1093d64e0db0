package io.github.rpcboot.contract;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.contract.MethodContract.Parameters;
import io.github.rpcboot.contract.MethodContract.Result;
import io.github.rpcboot.contract.RestMapping.Style;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.service.annotation.HttpExchange;

/**
 * Reads contracts that carry Spring's mappings to paths and verbs of HTTP. Types, names
 * and overloads are the business of those who read the mappings; a default method without
 * a mapping is not remote.
 */
final class RestMappings {

	private final Class<?> contract;

	private final Place place;

	private final List<MethodGroup> methods;

	private final Style style;

	private RestMappings(Class<?> contract, Place place, List<MethodGroup> methods, Style style) {
		this.contract = contract;
		this.place = place;
		this.methods = methods;
		this.style = style;
	}

	/** The mappings of a contract, or {@code null} if it has none at all. */
	static @Nullable RestMappings of(Class<?> contract, List<MethodGroup> methods, Place place) {
		Predicate<AnnotatedElement> requests = (element) -> AnnotatedElementUtils.hasAnnotation(element,
				RequestMapping.class);
		Predicate<AnnotatedElement> exchanges = (element) -> AnnotatedElementUtils.hasAnnotation(element,
				HttpExchange.class);
		boolean request = isAnywhere(contract, methods, requests);
		boolean exchange = isAnywhere(contract, methods, exchanges);
		if (request && exchange) {
			throw place.failure(
					"The contract '" + contract.getSimpleName() + "' mixes '@RequestMapping' and '@HttpExchange'.",
					"Use one of them for all methods.");
		}
		if (!request && !exchange) {
			return null;
		}
		Style style = request ? Style.REQUEST_MAPPING : Style.HTTP_EXCHANGE;
		List<MethodGroup> remote = methods.stream().filter((method) -> !isLocal(method, style)).toList();
		return new RestMappings(contract, place, remote, style);
	}

	Style style() {
		return this.style;
	}

	private static boolean isAnywhere(Class<?> contract, List<MethodGroup> methods,
			Predicate<AnnotatedElement> mapped) {
		return mapped.test(contract)
				|| methods.stream().flatMap((method) -> method.variants().stream()).anyMatch(mapped);
	}

	private static boolean isLocal(MethodGroup method, Style style) {
		return method.primary().isDefault() && !isMapped(method, style);
	}

	private static boolean isMapped(MethodGroup method, Style style) {
		Class<? extends Annotation> family = (style == Style.REQUEST_MAPPING) ? RequestMapping.class
				: HttpExchange.class;
		return method.variants().stream().anyMatch((variant) -> AnnotatedElementUtils.hasAnnotation(variant, family));
	}

	List<MethodContract> parse(String service) {
		List<MethodContract> parsed = new ArrayList<>();
		for (MethodGroup method : this.methods) {
			Place there = this.place.method(method.primary());
			if (!isMapped(method, this.style)) {
				throw there.failure(
						"'" + method.primary().getName() + "' has no mapping, and other methods of '"
								+ this.contract.getSimpleName() + "' have one.",
						"Map it too, or move it to a contract of its own.");
			}
			checkDefault(method.primary(), there);
			checkBodies(method, there);
			checkResult(method.primary(), there);
			parsed.add(new MethodContract(service, name(method), method.variants(), idempotency(method, there),
					new Parameters(List.of(), List.of(), false, false, null),
					new Result(method.primary().getReturnType(), false, false, false, null), List.of(),
					new RestMapping(this.contract, this.style)));
		}
		parsed.sort(Comparator.comparing(MethodContract::name));
		return parsed;
	}

	private static String name(MethodGroup method) {
		return method.annotations(RemoteMethod.class)
			.map(RemoteMethod::value)
			.filter((value) -> !value.isEmpty())
			.findFirst()
			.orElseGet(() -> method.primary().getName());
	}

	/** OpenFeign runs it here, so that its mapping would never be used. */
	private void checkDefault(Method method, Place place) {
		if (this.style == Style.REQUEST_MAPPING && method.isDefault()) {
			throw place.failure(
					"'" + method.getName() + "' has a mapping and a body, and OpenFeign would run the body.",
					"Remove the body. Generators have an option for that: 'skipDefaultInterface' of OpenAPI's.");
		}
	}

	private static void checkBodies(MethodGroup method, Place place) {
		long bodies = method.variants()
			.stream()
			.mapToLong((variant) -> Arrays.stream(variant.getParameters())
				.filter((parameter) -> parameter.isAnnotationPresent(RequestBody.class))
				.count())
			.max()
			.orElse(0);
		if (bodies > 1) {
			throw place.failure(
					"'" + method.primary().getName() + "' has " + bodies
							+ " parameters with '@RequestBody', and a request has one body.",
					"Put them into one object.");
		}
	}

	private static void checkResult(Method method, Place place) {
		Class<?> type = method.getReturnType();
		if (CompletionStage.class.isAssignableFrom(type) || type == CompletableFuture.class) {
			throw place.failure("The result '" + type.getSimpleName() + "' of a mapped method is not supported.",
					"Return the value itself, and make the method's caller asynchronous.");
		}
	}

	/** What HTTP says of the verb (RFC 9110), unless the contract says more. */
	private Idempotency idempotency(MethodGroup method, Place place) {
		Idempotency told = method.annotations(RemoteMethod.class)
			.map(RemoteMethod::idempotency)
			.filter((idempotency) -> idempotency != Idempotency.UNKNOWN)
			.findFirst()
			.orElseGet(this::idempotencyOfType);
		if (told != Idempotency.UNKNOWN) {
			return told;
		}
		boolean chosenByCaller = Arrays.asList(method.primary().getParameterTypes()).contains(HttpMethod.class);
		String verb = verb(method);
		if (verb == null && !chosenByCaller) {
			throw place.failure("'" + method.primary().getName() + "' has no verb.",
					"Use @GetExchange or another of its kind, or take an HttpMethod as a parameter.");
		}
		return (verb == null || chosenByCaller) ? Idempotency.UNKNOWN : ofVerb(verb);
	}

	private Idempotency idempotencyOfType() {
		RemoteContract annotation = this.contract.getDeclaredAnnotation(RemoteContract.class);
		return (annotation != null) ? annotation.idempotency() : Idempotency.UNKNOWN;
	}

	private static Idempotency ofVerb(String verb) {
		return switch (verb) {
			case "GET", "HEAD", "OPTIONS", "TRACE" -> Idempotency.NO_SIDE_EFFECTS;
			case "PUT", "DELETE" -> Idempotency.IDEMPOTENT;
			default -> Idempotency.UNKNOWN;
		};
	}

	/** OpenFeign sends GET where nothing is said. */
	private @Nullable String verb(MethodGroup method) {
		if (this.style == Style.HTTP_EXCHANGE) {
			return verbOfExchange(method.variants());
		}
		return method.variants()
			.stream()
			.map((variant) -> AnnotatedElementUtils.findMergedAnnotation(variant, RequestMapping.class))
			.filter((mapping) -> mapping != null)
			.flatMap((mapping) -> Arrays.stream(mapping.method()))
			.map(RequestMethod::name)
			.findFirst()
			.orElse("GET");
	}

	private @Nullable String verbOfExchange(List<Method> variants) {
		List<AnnotatedElement> places = new ArrayList<>(variants);
		places.add(this.contract);
		for (AnnotatedElement element : places) {
			HttpExchange exchange = AnnotatedElementUtils.findMergedAnnotation(element, HttpExchange.class);
			if (exchange != null && !exchange.method().isEmpty()) {
				return exchange.method();
			}
		}
		return null;
	}

}
