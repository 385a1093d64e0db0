package io.github.rpcboot.call;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcFailure.DeclaredException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * The error body of the Connect protocol, which is JSON whatever the message is:
 * {@code {"code", "message", "exception"?}}.
 *
 * @since 0.1.0
 */
public final class ErrorCodec {

	private static final int LONGEST_MESSAGE = 4096;

	private final JsonMapper mapper;

	private final ObjectReader reader;

	private ErrorCodec(JsonMapper mapper) {
		this.mapper = mapper;
		this.reader = mapper.reader(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
	}

	/**
	 * Makes a codec.
	 * @param mapper a {@link JsonCodec#strictMapper}
	 * @return a codec
	 */
	public static ErrorCodec using(JsonMapper mapper) {
		return new ErrorCodec(mapper);
	}

	/**
	 * Writes an error body.
	 * @param failure what failed
	 * @return JSON in UTF-8
	 */
	public byte[] encode(RpcFailure failure) {
		LimitedOutput out = new LimitedOutput(256, Integer.MAX_VALUE, "error");
		try (JsonGenerator generator = this.mapper.createGenerator(out)) {
			generator.writeStartObject();
			generator.writeStringProperty("code", failure.status().code());
			generator.writeStringProperty("message", shorten(failure.message()));
			if (failure.exception() != null) {
				write(generator, failure.exception());
			}
			generator.writeEndObject();
		}
		return out.toByteArray();
	}

	private static void write(JsonGenerator generator, DeclaredException exception) {
		generator.writeObjectPropertyStart("exception");
		generator.writeStringProperty("name", exception.name());
		generator.writeName("fields");
		generator.writeRawValue(new String(exception.fields(), StandardCharsets.UTF_8));
		generator.writeEndObject();
	}

	/**
	 * Writes an error as problem details (RFC 9457), for callers who ask for that.
	 * @param failure what failed
	 * @param httpStatus the status of the response
	 * @return JSON in UTF-8
	 */
	public byte[] encodeProblem(RpcFailure failure, int httpStatus) {
		LimitedOutput out = new LimitedOutput(256, Integer.MAX_VALUE, "error");
		try (JsonGenerator generator = this.mapper.createGenerator(out)) {
			generator.writeStartObject();
			generator.writeStringProperty("title", failure.status().code());
			generator.writeNumberProperty("status", httpStatus);
			generator.writeStringProperty("detail", shorten(failure.message()));
			generator.writeStringProperty("code", failure.status().code());
			if (failure.exception() != null) {
				write(generator, failure.exception());
			}
			generator.writeEndObject();
		}
		return out.toByteArray();
	}

	/**
	 * Writes the end of a stream of messages.
	 * @param failure what failed, {@code null} for a success
	 * @param metadata what is sent besides
	 * @return JSON in UTF-8
	 */
	public byte[] encodeEnd(@Nullable RpcFailure failure, RpcHeaders metadata) {
		LimitedOutput out = new LimitedOutput(64, Integer.MAX_VALUE, "error");
		try (JsonGenerator generator = this.mapper.createGenerator(out)) {
			generator.writeStartObject();
			if (failure != null) {
				generator.writeName("error");
				generator.writeRawValue(new String(encode(failure), StandardCharsets.UTF_8));
			}
			if (!metadata.isEmpty()) {
				generator.writeName("metadata");
				write(generator, metadata);
			}
			generator.writeEndObject();
		}
		return out.toByteArray();
	}

	private static void write(JsonGenerator generator, RpcHeaders metadata) {
		Set<String> names = new LinkedHashSet<>();
		metadata.forEach((name, value) -> names.add(name));
		generator.writeStartObject();
		for (String name : names) {
			generator.writeArrayPropertyStart(name);
			metadata.all(name).forEach(generator::writeString);
			generator.writeEndArray();
		}
		generator.writeEndObject();
	}

	/**
	 * Reads the end of a stream of messages.
	 * @param json what {@link #encodeEnd} or another server has written
	 * @return the end, or {@code null} if it cannot be read
	 */
	public @Nullable StreamEnd decodeEnd(byte[] json) {
		try {
			JsonNode end = this.reader.readTree(json);
			if (!end.isObject()) {
				return null;
			}
			JsonNode error = end.path("error");
			RpcFailure failure = error.isObject() ? decode(error) : null;
			boolean unreadable = failure == null && !error.isMissingNode() && !error.isNull();
			return unreadable ? null : new StreamEnd(failure, metadata(end.path("metadata")));
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/** Values that are no headers are left out. */
	private static RpcHeaders metadata(JsonNode metadata) {
		RpcHeaders headers = RpcHeaders.empty();
		for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
			for (JsonNode value : entry.getValue()) {
				if (value.isString() && HeaderGrammar.isHeader(entry.getKey(), value.asString())) {
					headers = headers.with(entry.getKey(), value.asString());
				}
			}
		}
		return headers;
	}

	/**
	 * Reads an error body.
	 * @param json the body
	 * @return a failure of class D, or {@code null} if no code can be read
	 */
	public @Nullable RpcFailure decode(byte[] json) {
		try {
			return decode(this.reader.readTree(json));
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private @Nullable RpcFailure decode(JsonNode error) {
		try {
			RpcStatus status = RpcStatus.ofCode(error.path("code").asString(""));
			if (status == null) {
				return null;
			}
			String message = error.path("message").asString(status.code());
			RpcFailure failure = RpcFailure.answered(status, shorten(message));
			JsonNode exception = error.path("exception");
			if (!exception.path("name").isString() || !exception.path("fields").isObject()) {
				return failure;
			}
			byte[] fields = this.mapper.writeValueAsBytes(exception.path("fields"));
			return failure.withException(new DeclaredException(exception.path("name").asString(), fields));
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static String shorten(String message) {
		if (message.length() <= LONGEST_MESSAGE) {
			return message;
		}
		boolean split = Character.isHighSurrogate(message.charAt(LONGEST_MESSAGE - 1));
		return message.substring(0, split ? LONGEST_MESSAGE - 1 : LONGEST_MESSAGE) + "…";
	}

	/**
	 * The end of a stream of messages.
	 *
	 * @param failure what failed, {@code null} for a success
	 * @param metadata what was sent besides
	 * @since 0.1.0
	 */
	public record StreamEnd(@Nullable RpcFailure failure, RpcHeaders metadata) {
	}

}
