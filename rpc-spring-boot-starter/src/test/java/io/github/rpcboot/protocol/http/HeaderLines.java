package io.github.rpcboot.protocol.http;

import java.util.ArrayList;
import java.util.List;

/** The lines of a head as they were sent, with a colon each. */
final class HeaderLines {

	private HeaderLines() {
	}

	static String first(List<String> lines, String name) {
		List<String> all = all(lines, name);
		return all.isEmpty() ? null : all.get(0);
	}

	static List<String> all(List<String> lines, String name) {
		List<String> values = new ArrayList<>();
		for (String line : lines) {
			int colon = line.indexOf(':');
			if (line.substring(0, colon).equalsIgnoreCase(name)) {
				values.add(line.substring(colon + 1).strip());
			}
		}
		return values;
	}

}
