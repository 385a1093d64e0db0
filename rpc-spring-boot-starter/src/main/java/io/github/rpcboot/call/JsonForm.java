package io.github.rpcboot.call;

import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON for its form only, as strictly as that of all other contracts, for a parser
 * that is lenient and keeps the whole message as a tree.
 */
final class JsonForm {

	/**
	 * Each becomes up to about a hundred bytes of the tree, and many take two bytes here.
	 */
	static final int MOST_TOKENS = 250_000;

	private static final Pattern LARGE = Pattern.compile("-?[0-9][0-9.]*+[eE][+-]?[0-9]{4,}+");

	private final ObjectReader parsers;

	JsonForm(JsonMapper mapper) {
		this.parsers = mapper.reader();
	}

	/**
	 * Checks a document.
	 * @param json the document
	 * @param problem makes the refusals
	 * @param exponents whether to refuse what looks like a number with a large exponent
	 */
	void check(byte[] json, JsonProblem problem, boolean exponents) {
		problem.requireUtf8(json);
		try (JsonParser parser = this.parsers.createParser(json)) {
			try {
				if (parser.nextToken() != JsonToken.START_OBJECT) {
					throw problem.notAnObject();
				}
				skipObject(parser, problem, exponents);
				if (parser.nextToken() != null) {
					throw problem.trailing(parser);
				}
			}
			catch (JacksonException ex) {
				throw problem.unreadable(ex, parser, null);
			}
		}
	}

	private static void skipObject(JsonParser parser, JsonProblem problem, boolean exponents) {
		int tokens = 1;
		for (int depth = 1; depth > 0; tokens++) {
			JsonToken token = parser.nextToken();
			if (tokens == MOST_TOKENS) {
				throw problem.tooManyTokens(MOST_TOKENS);
			}
			if (exponents && !token.isStructStart() && !token.isStructEnd()
					&& LARGE.matcher(parser.getString()).matches()) {
				throw problem.exponent(parser);
			}
			if (token == JsonToken.VALUE_STRING) {
				// Only then is its UTF-8 looked at.
				parser.getStringLength();
			}
			else if (token.isStructStart()) {
				depth++;
			}
			else if (token.isStructEnd()) {
				depth--;
			}
		}
	}

}
