package io.github.rpcboot.call;

import java.util.List;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/**
 * Tells what is wrong with a JSON message: the path and nothing else. What the parser
 * says stays out, since it prints class names and values.
 */
enum JsonProblem {

	/** The caller sent a wrong message. */
	REQUEST("request", RpcStatus.INVALID_ARGUMENT),

	/** The provider answered with a wrong message. */
	RESPONSE("response", RpcStatus.INTERNAL);

	private static final int LONGEST_PATH = 200;

	private final String what;

	private final RpcStatus status;

	JsonProblem(String what, RpcStatus status) {
		this.what = what;
		this.status = status;
	}

	void requireUtf8(byte[] json) {
		boolean utf16 = json.length > 1 && (json[0] == 0 || json[1] == 0);
		boolean mark = json.length > 1 && ((json[0] & 0xff) >= 0xef);
		if (utf16 || mark) {
			throw new RpcException(this.status,
					"The " + this.what + " is not JSON in UTF-8 without a byte order mark.");
		}
	}

	RpcException unreadable(Exception failure) {
		return new RpcException(this.status, "The " + this.what + " is not the JSON of its protobuf message at '$'.",
				failure);
	}

	RpcException notAnObject() {
		return new RpcException(this.status, "The " + this.what + " is not a JSON object. Send '{...}' at '$'.");
	}

	RpcException tooManyTokens(int most) {
		return new RpcException(RpcStatus.RESOURCE_EXHAUSTED, "The " + this.what + " has more than " + most
				+ " names and values. Send less at once, or protobuf instead of JSON.");
	}

	RpcException exponent(JsonParser parser) {
		return new RpcException(this.status,
				"The " + this.what + " has a number with too large an exponent at '" + path(parser) + "'.");
	}

	RpcException trailing(JsonParser parser) {
		return new RpcException(this.status, "The " + this.what + " goes on behind the end of the JSON object.");
	}

	RpcException unreadable(JacksonException failure, JsonParser parser, @Nullable String member) {
		if (failure instanceof StreamConstraintsException) {
			return new RpcException(this.status, "The " + this.what + " is nested too deeply, or a name or number in it"
					+ " is too long, at '" + path(parser) + "'.", failure);
		}
		if (failure instanceof StreamReadException && !(failure instanceof InputCoercionException)) {
			return new RpcException(this.status, "The " + this.what + " is not well-formed JSON, or names a member"
					+ " twice, at '" + path(parser) + "'.", failure);
		}
		return new RpcException(this.status,
				"The " + this.what + " has a wrong value at '" + path(failure.getPath(), member) + "'.", failure);
	}

	/**
	 * Jackson wraps what the output stream throws within an object, which is the limit of
	 * its size.
	 */
	static RpcException unwritable(JacksonException failure, String what, RpcStatus status) {
		if (failure.getCause() instanceof RpcException tooLarge) {
			return tooLarge;
		}
		return new RpcException(status,
				"The " + what + " cannot be written as JSON at '" + path(failure.getPath(), null) + "'.", failure);
	}

	private static String path(List<JacksonException.Reference> path, @Nullable String member) {
		StringBuilder text = new StringBuilder("$");
		if (member != null) {
			text.append('.').append(member);
		}
		for (JacksonException.Reference reference : path) {
			append(text, reference.getPropertyName(), reference.getIndex());
		}
		return shorten(text);
	}

	private static String path(JsonParser parser) {
		StringBuilder text = new StringBuilder("$");
		append(text, parser.streamReadContext());
		return shorten(text);
	}

	private static void append(StringBuilder text, @Nullable TokenStreamContext context) {
		if (context != null && !context.inRoot()) {
			append(text, context.getParent());
			if (context.inArray()) {
				append(text, null, context.getCurrentIndex());
			}
			else if (context.currentName() != null) {
				append(text, context.currentName(), -1);
			}
		}
	}

	private static void append(StringBuilder text, @Nullable String name, int index) {
		if (name != null) {
			text.append('.').append(name);
		}
		else if (index >= 0) {
			text.append('[').append(index).append(']');
		}
	}

	private static String shorten(StringBuilder text) {
		String path = text.toString().replaceAll("[^\\x20-\\x7e]", "?");
		return (path.length() > LONGEST_PATH) ? path.substring(0, LONGEST_PATH) + "…" : path;
	}

}
