package io.github.rpcboot.chaos;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The arguments of a process: {@code --name=value}.
 */
public final class Options {

	private final Map<String, String> values = new LinkedHashMap<>();

	/**
	 * Reads arguments.
	 * @param args what the process was started with
	 * @return the options
	 */
	public static Options of(String... args) {
		Options options = new Options();
		for (String arg : args) {
			int equals = arg.indexOf('=');
			if (!arg.startsWith("--") || equals < 0) {
				throw new IllegalArgumentException("Not --name=value: " + arg);
			}
			options.values.put(arg.substring(2, equals), arg.substring(equals + 1));
		}
		return options;
	}

	/**
	 * An option that must be there.
	 * @param name its name
	 * @return its value
	 */
	public String text(String name) {
		String value = this.values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("--" + name + "= is missing");
		}
		return value;
	}

	/**
	 * An option.
	 * @param name its name
	 * @param otherwise what holds without it
	 * @return its value
	 */
	public String text(String name, String otherwise) {
		return this.values.getOrDefault(name, otherwise);
	}

	/**
	 * A whole number.
	 * @param name its name
	 * @param otherwise what holds without it
	 * @return its value
	 */
	public int number(String name, int otherwise) {
		return Integer.parseInt(text(name, Integer.toString(otherwise)));
	}

	/**
	 * A number.
	 * @param name its name
	 * @param otherwise what holds without it
	 * @return its value
	 */
	public double fraction(String name, double otherwise) {
		return Double.parseDouble(text(name, Double.toString(otherwise)));
	}

}
