package io.github.rpcboot.contract;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The names of parameters, which become the members of a message: from
 * {@code @JsonProperty}, or from the class file.
 */
final class ParameterNames {

	static final String WAY_OUT = "Compile it with the option -parameters (Maven: <parameters>true</parameters> of the "
			+ "maven-compiler-plugin; Kotlin: -java-parameters), or name each parameter with @JsonProperty.";

	private ParameterNames() {
	}

	static @Nullable String of(Parameter parameter) {
		String annotated = annotatedName(parameter);
		return (annotated != null) ? annotated : compiledName(parameter);
	}

	static @Nullable String compiledName(Parameter parameter) {
		return parameter.isNamePresent() ? parameter.getName() : null;
	}

	private static @Nullable String annotatedName(Parameter parameter) {
		JsonProperty annotation = parameter.getAnnotation(JsonProperty.class);
		return (annotation != null && !annotation.value().isEmpty()) ? annotation.value() : null;
	}

	static List<String> of(MethodGroup method, Place place) {
		List<String> names = new ArrayList<>();
		Set<String> seen = new HashSet<>();
		for (int i = 0; i < method.primary().getParameterCount(); i++) {
			String name = find(method, i);
			if (name == null) {
				throw place.failure("The parameters of '" + method.signature() + "' have no names. "
						+ missingIn(method.primary().getDeclaringClass()), WAY_OUT);
			}
			if (!seen.add(name)) {
				throw place.failure("Two parameters are named '" + name + "'.",
						"Give them distinct names with @JsonProperty.");
			}
			names.add(name);
		}
		return names;
	}

	/**
	 * The name of one parameter, wherever it is given: an annotation counts on an
	 * overridden method too.
	 */
	static @Nullable String find(MethodGroup method, int index) {
		String name = find(method, index, ParameterNames::annotatedName);
		return (name != null) ? name : find(method, index, ParameterNames::compiledName);
	}

	private static @Nullable String find(MethodGroup method, int index, NameSource source) {
		for (Method variant : method.variants()) {
			String name = variant.isBridge() ? null : source.nameOf(variant.getParameters()[index]);
			if (name != null) {
				return name;
			}
		}
		return null;
	}

	static String missingIn(Class<?> type) {
		return "They are missing in the class '" + type.getTypeName() + "' from " + originOf(type) + ".";
	}

	private static String originOf(Class<?> type) {
		CodeSource source = type.getProtectionDomain().getCodeSource();
		URL location = (source != null) ? source.getLocation() : null;
		if (location == null) {
			return "an unknown place";
		}
		try {
			return "'" + Path.of(location.toURI()) + "'";
		}
		catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException ex) {
			return "'" + location + "'";
		}
	}

	@FunctionalInterface
	private interface NameSource {

		@Nullable String nameOf(Parameter parameter);

	}

}
