package io.github.rpcboot.contract;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The types whose values hold others: collections, maps, and optional values.
 */
final class Containers {

	private static final List<Class<?>> MAPS = List.of(Map.class, Map.Entry.class);

	private static final List<Class<?>> LISTS = List.of(Collection.class, Iterable.class);

	private static final List<Class<?>> REFERENCES = List.of(Optional.class, AtomicReference.class);

	private Containers() {
	}

	static boolean isContainer(Class<?> type) {
		boolean container = find(MAPS, type) != null || find(LISTS, type) != null || find(REFERENCES, type) != null;
		return container && !JsonNode.class.isAssignableFrom(type);
	}

	/**
	 * What the values of a container hold.
	 * @param type the resolved container
	 * @return the parts in order, their types {@code null} if the container is used raw
	 */
	static List<Part> parts(Type type) {
		Class<?> raw = TypeVariables.rawClass(type);
		TypeVariables variables = TypeVariables.of(type);
		Class<?> map = find(MAPS, raw);
		if (map != null) {
			return List.of(new Part("key", variables.argument(map, 0)), new Part("value", variables.argument(map, 1)));
		}
		Class<?> list = find(LISTS, raw);
		if (list != null) {
			return List.of(new Part("element", variables.argument(list, 0)));
		}
		Class<?> reference = find(REFERENCES, raw);
		return (reference != null) ? List.of(new Part("value", variables.argument(reference, 0))) : List.of();
	}

	private static @Nullable Class<?> find(List<Class<?>> containers, Class<?> type) {
		for (Class<?> container : containers) {
			if (container.isAssignableFrom(type)) {
				return container;
			}
		}
		return null;
	}

	/**
	 * The keys, values or elements of a container.
	 */
	record Part(String name, @Nullable Type type) {
	}

}
