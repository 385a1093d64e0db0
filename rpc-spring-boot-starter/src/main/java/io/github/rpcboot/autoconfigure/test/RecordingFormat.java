package io.github.rpcboot.autoconfigure.test;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.rpcboot.RpcConfigurationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of a recording. People write it too, so what may be left out has a default,
 * and a mistake is told with its place.
 */
final class RecordingFormat {

	private static final Set<String> REQUEST = Set.of("method", "path", "query", "json", "text", "base64");

	private static final Set<String> RESPONSE = Set.of("status", "headers", "json", "text", "base64");

	private final String file;

	private final JsonNode root;

	private RecordingFormat(String file, JsonNode root) {
		this.file = file;
		this.root = root;
	}

	static RecordingFormat of(String file, byte[] bytes) {
		try {
			return new RecordingFormat(file, Json.read(bytes));
		}
		catch (JacksonException ex) {
			throw new RpcConfigurationException(
					"The recording '" + file + "' is no JSON: line " + ex.getLocation().getLineNr() + ", column "
							+ ex.getLocation().getColumnNr() + ": " + firstLine(ex) + ".",
					"Correct it there, or record it again.");
		}
	}

	private static String firstLine(JacksonException ex) {
		return String.valueOf(ex.getOriginalMessage()).lines().findFirst().orElse("").replaceFirst("\\.$", "");
	}

	List<Exchange> exchanges() {
		requireMembers("it", this.root, Set.of("exchanges"));
		List<Exchange> exchanges = new ArrayList<>();
		if (!(this.root.get("exchanges") instanceof ArrayNode all)) {
			throw wrong("it has no array 'exchanges'");
		}
		for (JsonNode one : all) {
			String where = "exchange " + (exchanges.size() + 1);
			requireMembers(where, one, Set.of("request", "response"));
			exchanges.add(new Exchange(request("the request of " + where, one.path("request")),
					response("the response of " + where, one.path("response"))));
		}
		return exchanges;
	}

	private Exchange.Request request(String where, JsonNode node) {
		requireMembers(where, node, REQUEST);
		String path = text(where, node, "path");
		if (!path.startsWith("/")) {
			throw wrong(where + " has no 'path' that begins with '/'");
		}
		String method = text(where, node, "method");
		Body body = body(where, node);
		if (body.json() != null) {
			// What is asked is compared without its secrets.
			Secrets.hidden(body.json());
		}
		return new Exchange.Request(method.isEmpty() ? "POST" : method, path,
				Secrets.hidden(text(where, node, "query")), body);
	}

	private Exchange.Response response(String where, JsonNode node) {
		requireMembers(where, node, RESPONSE);
		JsonNode status = node.path("status");
		if (!status.isMissingNode() && !status.isInt()) {
			throw wrong(where + " has a 'status' that is no number");
		}
		Body body = body(where, node);
		Map<String, List<String>> headers = headers(where, node.path("headers"));
		if (body.json() != null && headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
			headers.put("content-type", List.of("application/json"));
		}
		return new Exchange.Response(status.isInt() ? status.intValue() : 200, headers, body);
	}

	private Map<String, List<String>> headers(String where, JsonNode node) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (Map.Entry<String, JsonNode> header : node.properties()) {
			List<String> values = new ArrayList<>();
			if (header.getValue() instanceof ArrayNode several) {
				several.forEach((value) -> values.add(value.asString("")));
			}
			else if (header.getValue().isValueNode()) {
				values.add(header.getValue().asString(""));
			}
			else {
				throw wrong(where + " has a header '" + header.getKey() + "' that is neither a text nor a list");
			}
			headers.put(header.getKey(), values);
		}
		return headers;
	}

	private Body body(String where, JsonNode node) {
		if (Set.of("json", "text", "base64").stream().filter(node::has).count() > 1) {
			throw wrong(where + " has more than one of 'json', 'text' and 'base64'");
		}
		String base64 = node.has("base64") ? text(where, node, "base64") : null;
		if (base64 != null && !isBase64(base64)) {
			throw wrong("'base64' in " + where + " is not Base64");
		}
		return new Body(node.get("json"), node.has("text") ? text(where, node, "text") : null, base64);
	}

	private static boolean isBase64(String text) {
		try {
			Base64.getDecoder().decode(text);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private String text(String where, JsonNode node, String name) {
		JsonNode value = node.path(name);
		if (!value.isMissingNode() && !value.isString()) {
			throw wrong("'" + name + "' in " + where + " is no text");
		}
		return value.asString("");
	}

	private void requireMembers(String where, JsonNode node, Set<String> known) {
		if (!(node instanceof ObjectNode)) {
			throw wrong(where + " is no JSON object");
		}
		for (String name : node.propertyNames()) {
			if (!known.contains(name)) {
				throw wrong(where + " has a member '" + name + "' that means nothing; known are "
						+ known.stream().sorted().toList());
			}
		}
	}

	private RpcConfigurationException wrong(String what) {
		return new RpcConfigurationException("The recording '" + this.file + "' is wrong: " + what + ".",
				"Correct it there, or record it again. docs/testing.md shows such a file.");
	}

	static ObjectNode write(Exchange exchange) {
		ObjectNode node = Json.object();
		ObjectNode request = node.putObject("request");
		request.put("method", exchange.request().method());
		request.put("path", exchange.request().path());
		if (!exchange.request().query().isEmpty()) {
			request.put("query", exchange.request().query());
		}
		exchange.request().body().writeTo(request);
		ObjectNode response = node.putObject("response");
		response.put("status", exchange.response().status());
		ObjectNode headers = response.putObject("headers");
		exchange.response().headers().forEach((name, values) -> write(headers, name, values));
		exchange.response().body().writeTo(response);
		return node;
	}

	private static void write(ObjectNode headers, String name, List<@Nullable String> values) {
		if (values.size() == 1) {
			headers.put(name, values.get(0));
		}
		else {
			values.forEach(headers.putArray(name)::add);
		}
	}

}
