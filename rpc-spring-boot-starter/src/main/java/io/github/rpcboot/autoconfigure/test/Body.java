package io.github.rpcboot.autoconfigure.test;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A body as a human reads it: JSON, else text, else Base64. Empty if it is none of them.
 *
 * @param json the value
 * @param text the text
 * @param base64 other bytes
 */
record Body(@Nullable JsonNode json, @Nullable String text, @Nullable String base64) {

	static final Body EMPTY = new Body(null, null, null);

	private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");

	private static final int LONGEST = 500;

	/** The body of a message, without the secrets that can be seen in it. */
	static Body of(byte[] bytes, String contentType) {
		if (bytes.length == 0) {
			return EMPTY;
		}
		String type = contentType.toLowerCase(Locale.ROOT);
		if (type.isEmpty() || type.contains("json")) {
			try {
				return new Body(Secrets.hidden(Json.read(bytes)), null, null);
			}
			catch (JacksonException ex) {
				// It is what it is, whatever its header says.
			}
		}
		return ofText(bytes, contentType);
	}

	private static Body ofText(byte[] bytes, String contentType) {
		String text = utf8(bytes);
		if (text == null) {
			return new Body(null, null, Base64.getEncoder().encodeToString(bytes));
		}
		if (contentType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
			return new Body(null, Secrets.hidden(text), null);
		}
		Matcher boundary = BOUNDARY.matcher(contentType);
		return new Body(null, boundary.find() ? text.replace(boundary.group(1), "boundary") : text, null);
	}

	private static @Nullable String utf8(byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

	byte[] bytes() {
		if (this.json != null) {
			return Json.write(this.json);
		}
		return (this.base64 != null) ? Base64.getDecoder().decode(this.base64)
				: String.valueOf((this.text != null) ? this.text : "").getBytes(StandardCharsets.UTF_8);
	}

	void writeTo(ObjectNode node) {
		if (this.json != null) {
			node.set("json", this.json);
		}
		if (this.text != null) {
			node.put("text", this.text);
		}
		if (this.base64 != null) {
			node.put("base64", this.base64);
		}
	}

	/** What differs, {@code null} if nothing does. */
	@Nullable String difference(Body asked) {
		if (this.json != null && asked.json != null) {
			String found = Json.difference("", this.json, asked.json);
			return (found != null) ? "the body differs " + found : null;
		}
		return equals(asked) ? null : "the body differs: recorded " + this + ", asked " + asked;
	}

	@Override
	public String toString() {
		String all = (this.json != null) ? this.json.toString()
				: (this.text != null) ? this.text : (this.base64 != null) ? "base64 " + this.base64 : "no body";
		return (all.length() > LONGEST) ? all.substring(0, LONGEST) + "…" : all;
	}

}
