package io.github.rpcboot.contract.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.rpcboot.RpcConfigurationException;

/**
 * The words and signs of a {@code .proto} file, without its comments.
 */
final class DescriptionTokens {

	private static final String END = "the end of the file";

	private static final Pattern TOKEN = Pattern
		.compile("\\s+|//[^\\n]*|/\\*(?s:.*?)\\*/|(?<token>[A-Za-z_.][A-Za-z0-9_.]*|-?[0-9][A-Za-z0-9_.+]*"
				+ "|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'|[{}\\[\\]()<>;=,:\\-])");

	private final String origin;

	private final List<String> tokens = new ArrayList<>();

	private final List<Integer> lines = new ArrayList<>();

	private int next;

	DescriptionTokens(String text, String origin) {
		this.origin = origin;
		Matcher matcher = TOKEN.matcher(text);
		int line = 1;
		int position = text.startsWith("\uFEFF") ? 1 : 0;
		while (position < text.length()) {
			if (!matcher.find(position) || matcher.start() != position) {
				throw failure(line, "'" + text.charAt(position) + "'", "a word");
			}
			if (matcher.group("token") != null) {
				this.tokens.add(matcher.group("token"));
				this.lines.add(line);
			}
			line += (int) matcher.group().chars().filter((sign) -> sign == '\n').count();
			position = matcher.end();
		}
		this.lines.add(line);
	}

	boolean hasNext() {
		return this.next < this.tokens.size();
	}

	String next() {
		if (!hasNext()) {
			throw failure("something more");
		}
		return this.tokens.get(this.next++);
	}

	boolean skip(String token) {
		boolean there = hasNext() && this.tokens.get(this.next).equals(token);
		this.next += there ? 1 : 0;
		return there;
	}

	void require(String token) {
		if (!skip(token)) {
			throw failure("'" + token + "'");
		}
	}

	String name() {
		String name = next();
		if (!name.matches("[A-Za-z_.][A-Za-z0-9_.]*")) {
			this.next--;
			throw failure("a name");
		}
		return name;
	}

	int number() {
		String text = next();
		try {
			return Integer.decode(text);
		}
		catch (NumberFormatException ex) {
			this.next--;
			throw failure("a number");
		}
	}

	String text() {
		String text = next();
		if (text.charAt(0) != '"' && text.charAt(0) != '\'') {
			this.next--;
			throw failure("a text in quotes");
		}
		return text.substring(1, text.length() - 1);
	}

	boolean isText() {
		return hasNext() && (this.tokens.get(this.next).startsWith("\"") || this.tokens.get(this.next).startsWith("'"));
	}

	/** Leaves out all up to the end of a statement, and what it holds in brackets. */
	void skipStatement() {
		int depth = 0;
		for (String token = next(); depth > 0 || !token.equals(";"); token = next()) {
			if (token.equals("{")) {
				depth++;
			}
			else if (token.equals("}") && --depth == 0) {
				skip(";");
				return;
			}
		}
	}

	void skipBrackets() {
		if (skip("[")) {
			for (int depth = 1; depth > 0;) {
				String token = next();
				depth += token.equals("[") ? 1 : token.equals("]") ? -1 : 0;
			}
		}
	}

	RpcConfigurationException failure(String expected) {
		return failure(this.lines.get(Math.min(this.next, this.lines.size() - 1)),
				hasNext() ? "'" + this.tokens.get(this.next) + "'" : END, expected);
	}

	private RpcConfigurationException failure(int line, String found, String expected) {
		return new RpcConfigurationException("The description '" + this.origin + "' has " + found + " in line " + line
				+ " where " + expected + " must be.", "Correct the file, or write it anew with ContractDescription.");
	}

}
