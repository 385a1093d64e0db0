package io.github.rpcboot.autoconfigure.test;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What must not, or need not, get into a file that is checked in. */
final class Secrets {

	private static final String HIDDEN = "***";

	private static final Pattern SECRET = Pattern.compile(
			"passw|secret|token|credential|authori[sz]|(api|access|private)[-_]?key|pwd|jwt|^sig$|signature|session");

	/** Names of headers that carry credentials, beside those above. */
	private static final Pattern SECRET_HEADER = Pattern.compile("auth|cookie|[-_]key$|csrf|xsrf");

	/** They are different every time, or belong to one connection. */
	private static final Set<String> VOLATILE = Set.of("date", "age", "server", "via", "connection", "keep-alive",
			"transfer-encoding", "content-length", "content-encoding", "trailer", "upgrade", "vary", "expires",
			"traceparent", "tracestate", "x-request-id", "x-correlation-id", "x-trace-id", "alt-svc", "nel",
			"report-to");

	private static final Pattern IN_URLS = Pattern.compile("([?&#])([^=&#;<>\\s]+)=[^&#;<>\\s\"]*");

	private Secrets() {
	}

	static boolean isSecret(String name) {
		return SECRET.matcher(name.toLowerCase(Locale.ROOT)).find();
	}

	static boolean isRecorded(String header) {
		String name = header.toLowerCase(Locale.ROOT);
		return !name.startsWith(":") && !VOLATILE.contains(name) && !isSecret(name)
				&& !SECRET_HEADER.matcher(name).find();
	}

	/** A query or a form: the values of secrets are left out, all else stays as it is. */
	static String hidden(String query) {
		return Arrays.stream(query.split("&", -1)).map(Secrets::hiddenPair).collect(Collectors.joining("&"));
	}

	private static String hiddenPair(String pair) {
		int end = pair.indexOf('=');
		return (end > 0 && isSecret(decoded(pair.substring(0, end)))) ? pair.substring(0, end + 1) + HIDDEN : pair;
	}

	static String decoded(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

	/** A header whose value may be a URL with a query. */
	static String hiddenInUrls(String value) {
		return IN_URLS.matcher(value)
			.replaceAll((pair) -> Matcher.quoteReplacement(
					isSecret(decoded(pair.group(2))) ? pair.group(1) + pair.group(2) + "=" + HIDDEN : pair.group()));
	}

	/** Everything below the name of a secret. What was a number stays one. */
	static JsonNode hidden(JsonNode value) {
		if (value instanceof ObjectNode object) {
			for (String name : Set.copyOf(object.propertyNames())) {
				object.set(name, isSecret(name) ? covered(object.get(name)) : hidden(object.get(name)));
			}
		}
		else if (value instanceof ArrayNode array) {
			array.forEach(Secrets::hidden);
		}
		return value;
	}

	private static JsonNode covered(JsonNode value) {
		if (value instanceof ObjectNode object) {
			Set.copyOf(object.propertyNames()).forEach((name) -> object.set(name, covered(object.get(name))));
			return object;
		}
		if (value instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				array.set(i, covered(array.get(i)));
			}
			return array;
		}
		return value.isString() ? StringNode.valueOf(HIDDEN) : value.isNumber() ? IntNode.valueOf(0) : value;
	}

}
