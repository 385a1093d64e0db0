package io.github.rpcboot.contract.schema;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Turns the names of JSON into identifiers of protobuf: as they are where that is
 * possible.
 */
final class FieldNames {

	private final Set<String> taken = new HashSet<>();

	String next(String jsonName) {
		String wanted = identifier(jsonName);
		String name = wanted;
		// protoc compares the names that it derives for JSON, in any case.
		for (int i = 2; !this.taken.add(camel(name).toLowerCase(Locale.ROOT)); i++) {
			name = wanted + i;
		}
		return name;
	}

	static boolean isIdentifier(String name) {
		return name.matches("[A-Za-z][A-Za-z0-9_]*");
	}

	static String identifier(String name) {
		if (isIdentifier(name)) {
			return name;
		}
		String plain = name.replaceAll("[^A-Za-z0-9_]", "_").replaceFirst("^_+", "");
		return (!plain.isEmpty() && Character.isLetter(plain.charAt(0))) ? plain : "x" + plain;
	}

	/** The name in JSON that protobuf derives. */
	static String camel(String name) {
		StringBuilder camel = new StringBuilder();
		boolean raise = false;
		for (char letter : name.toCharArray()) {
			if (letter == '_') {
				raise = true;
				continue;
			}
			camel.append((raise && letter >= 'a' && letter <= 'z') ? (char) (letter - 'a' + 'A') : letter);
			raise = false;
		}
		return camel.toString();
	}

	static String upperSnake(String name) {
		return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
			.replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
			.toUpperCase(Locale.ROOT);
	}

	static String capitalised(String name) {
		return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
	}

}
