package io.github.rpcboot.call;

/** The grammar of HTTP fields (RFC 9110, section 5), checked where a header is set. */
final class HeaderGrammar {

	private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

	private HeaderGrammar() {
	}

	static void check(String name, String value) {
		if (name.isEmpty() || !name.chars().allMatch(HeaderGrammar::isTokenCharacter)) {
			throw new IllegalArgumentException("The header name '" + printable(name) + "' is not allowed in HTTP");
		}
		if (!isValue(value)) {
			throw new IllegalArgumentException("The value of the header '" + name
					+ "' holds a character that is not allowed in HTTP; encode it, or use a '-bin' header");
		}
	}

	static boolean isHeader(String name, String value) {
		return !name.isEmpty() && name.chars().allMatch(HeaderGrammar::isTokenCharacter) && isValue(value);
	}

	static boolean isValue(String value) {
		return value.chars().allMatch(HeaderGrammar::isValueCharacter);
	}

	private static boolean isTokenCharacter(int c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
				|| TOKEN_MARKS.indexOf(c) >= 0;
	}

	private static boolean isValueCharacter(int c) {
		return (c >= ' ' && c < 0x7f) || c == '\t';
	}

	private static String printable(String name) {
		return name.replaceAll("[^ -~]", "?");
	}

}
