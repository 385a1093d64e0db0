package io.github.rpcboot.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The types that cannot travel in a message whatever Jackson makes of them, each with its
 * way out. They are compared by name, because most of them need not be there.
 */
final class RefusedTypes {

	private static final String ANY = "says nothing about the value, so any class could be in it";

	private static final String BYTES = "is an open stream of bytes or characters";

	private static final String FILE = "names a file of one machine only";

	private static final String CODE = "stands for code or for the running machine and not for data";

	private static final String WEB = "belongs to the web server and not into a message";

	private static final String STREAM = "is a stream and not a value";

	private static final String REACTIVE = "is a reactive type. Reactive types are not supported yet";

	private static final String DECLARE = "Declare the concrete type, or 'JsonNode' for free JSON.";

	private static final String BYTE_ARRAY = "Use 'byte[]' or 'String'.";

	private static final String BODY = "Declare the type of the body itself.";

	private static final String PLAIN = "Use a record with the data that the other side needs.";

	private static final String LIST = "Only a result or the only parameter may be a 'Stream<T>', 'Iterator<T>', "
			+ "'Flow.Publisher<T>' or 'Flux<T>', and only itself. Elsewhere use a 'List'.";

	private static final String VALUE = "Only a result may be a 'CompletableFuture<T>' or 'CompletionStage<T>', "
			+ "and only itself. Declare the type of the value.";

	/** Types that are refused themselves, while their subtypes may be fine. */
	private static final Map<String, Refusal> EXACTLY = new LinkedHashMap<>();

	static {
		put(EXACTLY, ANY, DECLARE, "java.lang.Object", "java.io.Serializable", "java.lang.Comparable",
				"java.lang.Cloneable");
		put(EXACTLY, "does not say which kind of number it is", "Use 'BigDecimal', or the concrete number type.",
				"java.lang.Number");
		put(EXACTLY, CODE, PLAIN, "java.lang.Class", "java.lang.Runnable", "java.util.concurrent.Callable");
	}

	/** Types that are refused with all their subtypes, the narrowest first. */
	private static final Map<String, Refusal> WITH_SUBTYPES = new LinkedHashMap<>();

	static {
		put(WITH_SUBTYPES, BYTES, BYTE_ARRAY, "java.io.InputStream", "java.io.OutputStream", "java.io.Reader",
				"java.io.Writer", "org.springframework.core.io.InputStreamSource");
		put(WITH_SUBTYPES, FILE, "Use 'byte[]' for the content, or 'String' for the name.", "java.io.File",
				"java.nio.file.Path");
		put(WITH_SUBTYPES, CODE, PLAIN, "java.lang.ClassLoader", "java.lang.Thread");
		put(WITH_SUBTYPES, "is an exception, and exceptions do not travel as values",
				"Declare it in the throws clause of the method, or use a record with what matters.",
				"java.lang.Throwable");
		put(WITH_SUBTYPES, WEB, BODY, "org.springframework.http.HttpEntity");
		put(WITH_SUBTYPES, REACTIVE, "Return the value itself or a 'CompletableFuture' of it.",
				"reactor.core.publisher.Mono");
		put(WITH_SUBTYPES, STREAM, LIST, "java.util.stream.BaseStream", "java.util.concurrent.Flow$Publisher",
				"org.reactivestreams.Publisher", "java.util.Iterator", "java.util.Spliterator");
		put(WITH_SUBTYPES, "is a future", VALUE, "java.util.concurrent.Future", "java.util.concurrent.CompletionStage");
		put(WITH_SUBTYPES, "belongs to a suspend function. Suspend functions are not supported",
				"Return a 'CompletableFuture' instead.", "kotlin.coroutines.Continuation");
		put(WITH_SUBTYPES, "is a protobuf message, and no part of another message",
				"Make it the only parameter or the result of a method, or use a record with the data that the other "
						+ "side needs.",
				"com.google.protobuf.MessageLite");
	}

	/** Packages whose types are refused; they end with a dot. */
	private static final Map<String, Refusal> PACKAGES = new LinkedHashMap<>();

	static {
		put(PACKAGES, CODE, PLAIN, "java.lang.reflect.", "java.lang.invoke.");
		put(PACKAGES, "is a function and not data", PLAIN, "java.util.function.");
		put(PACKAGES, WEB, PLAIN, "jakarta.servlet.");
	}

	private RefusedTypes() {
	}

	private static void put(Map<String, Refusal> refusals, String reason, String wayOut, String... names) {
		for (String name : names) {
			refusals.put(name, new Refusal(reason, wayOut));
		}
	}

	static void check(Class<?> type, Place place) {
		Refusal refusal = find(type);
		if (refusal != null) {
			throw place.failure("The type '" + type.getTypeName() + "' " + refusal.reason() + ".", refusal.wayOut());
		}
	}

	private static @Nullable Refusal find(Class<?> type) {
		Refusal exact = EXACTLY.get(type.getName());
		if (exact != null) {
			return exact;
		}
		for (Map.Entry<String, Refusal> refused : PACKAGES.entrySet()) {
			if (type.getName().startsWith(refused.getKey())) {
				return refused.getValue();
			}
		}
		Set<String> names = namesOf(type);
		for (Map.Entry<String, Refusal> refused : WITH_SUBTYPES.entrySet()) {
			if (names.contains(refused.getKey())) {
				return refused.getValue();
			}
		}
		return null;
	}

	/** The names of a type and of everything that it extends and implements. */
	static Set<String> namesOf(Class<?> type) {
		Set<String> names = new LinkedHashSet<>();
		List<Class<?>> open = new ArrayList<>(List.of(type));
		while (!open.isEmpty()) {
			Class<?> next = open.remove(open.size() - 1);
			if (names.add(next.getName())) {
				open.addAll(List.of(next.getInterfaces()));
				if (next.getSuperclass() != null) {
					open.add(next.getSuperclass());
				}
			}
		}
		return names;
	}

	private record Refusal(String reason, String wayOut) {
	}

}
