package io.github.rpcboot.autoconfigure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Names in the configuration: equal if they are so without case, {@code -}, {@code _} and
 * {@code .}, so that an environment variable can name anything.
 */
final class Names {

	private Names() {
	}

	static String canonical(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[-_.\\[\\]]", "");
	}

	/** The known name that a misspelt one most likely means. */
	static @Nullable String nearest(String name, Collection<String> known) {
		String wanted = canonical(name);
		return known.stream()
			.filter((candidate) -> distance(wanted, canonical(candidate)) <= Math.max(2, wanted.length() / 3))
			.min(Comparator.comparingInt((candidate) -> distance(wanted, canonical(candidate))))
			.orElse(null);
	}

	/** The edit distance of Levenshtein. */
	static int distance(String one, String other) {
		int[] row = new int[other.length() + 1];
		for (int j = 0; j <= other.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int changed = diagonal + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[other.length()];
	}

}
