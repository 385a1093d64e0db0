package io.github.rpcboot.call;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object that holds values by name, or that is one value itself. Values that are
 * missing or null become what an absent value of their type is.
 */
final class JsonMembers {

	private final ObjectReader parsers;

	private final boolean message;

	private final SerializedString[] names;

	private final Map<String, Integer> indexes = new HashMap<>();

	private final ObjectReader[] readers;

	private final ObjectWriter[] writers;

	private final @Nullable String[] absent;

	private JsonMembers(JsonMapper mapper, boolean message, List<String> names, List<? extends Type> types) {
		this.parsers = mapper.reader();
		this.message = message;
		this.names = names.stream().map(SerializedString::new).toArray(SerializedString[]::new);
		this.readers = types.stream().map((type) -> reader(mapper, type)).toArray(ObjectReader[]::new);
		this.writers = types.stream().map((type) -> writer(mapper, type)).toArray(ObjectWriter[]::new);
		this.absent = types.stream().map(mapper::constructType).map(JsonMembers::absentForm).toArray(String[]::new);
		for (int i = 0; i < names.size(); i++) {
			this.indexes.put(names.get(i), i);
		}
	}

	static JsonMembers of(JsonMapper mapper, List<String> names, List<? extends Type> types) {
		return new JsonMembers(mapper, false, names, types);
	}

	static JsonMembers message(JsonMapper mapper, Type type) {
		return new JsonMembers(mapper, true, List.of(), List.of(type));
	}

	/** A value that stands in the middle of a document has tokens behind it. */
	private static ObjectReader reader(JsonMapper mapper, Type type) {
		return mapper.readerFor(mapper.constructType(type)).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
	}

	static ObjectWriter writer(JsonMapper mapper, Type type) {
		return mapper.writerFor(mapper.constructType(type)).without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
	}

	private static String absentForm(JavaType type) {
		if (type.hasRawClass(byte[].class)) {
			return "\"\"";
		}
		if (type.isMapLikeType()) {
			return "{}";
		}
		return (type.isCollectionLikeType() || type.isArrayType()) ? "[]" : "null";
	}

	void write(JsonMapper mapper, LimitedOutput out, @Nullable Object[] values) {
		try (JsonGenerator generator = mapper.createGenerator(out)) {
			generator.writeStartObject();
			for (int i = 0; i < this.names.length; i++) {
				Object value = values[i];
				if (value != null && !(value instanceof Optional<?> optional && optional.isEmpty())) {
					write(generator, i, value);
				}
			}
			generator.writeEndObject();
		}
	}

	private void write(JsonGenerator generator, int index, Object value) {
		generator.writeName(this.names[index]);
		try {
			this.writers[index].writeValue(generator, value);
		}
		catch (JacksonException ex) {
			throw ex.prependPath(value, this.names[index].getValue());
		}
	}

	@Nullable Object[] read(byte[] json, JsonProblem problem) {
		problem.requireUtf8(json);
		try (JsonParser parser = this.parsers.createParser(json)) {
			String member = null;
			try {
				if (parser.nextToken() != JsonToken.START_OBJECT) {
					throw problem.notAnObject();
				}
				if (this.message) {
					return new @Nullable Object[] { readMessage(parser, problem) };
				}
				@Nullable Object[] values = new @Nullable Object[this.readers.length];
				boolean[] present = new boolean[values.length];
				while ((member = parser.nextName()) != null) {
					readMember(parser, member, values, present);
				}
				requireEnd(parser, problem);
				fillAbsent(values, present);
				return values;
			}
			catch (JacksonException ex) {
				throw problem.unreadable(ex, parser, member);
			}
		}
	}

	private @Nullable Object readMessage(JsonParser parser, JsonProblem problem) {
		Object value = this.readers[0].readValue(parser);
		requireEnd(parser, problem);
		return value;
	}

	private static void requireEnd(JsonParser parser, JsonProblem problem) {
		if (parser.nextToken() != null) {
			throw problem.trailing(parser);
		}
	}

	private void readMember(JsonParser parser, String member, @Nullable Object[] values, boolean[] present) {
		Integer index = this.indexes.get(member);
		JsonToken token = parser.nextToken();
		if (index == null) {
			parser.skipChildren();
		}
		else if (token != JsonToken.VALUE_NULL) {
			values[index] = this.readers[index].readValue(parser);
			present[index] = true;
		}
	}

	private void fillAbsent(@Nullable Object[] values, boolean[] present) {
		for (int i = 0; i < values.length; i++) {
			if (!present[i]) {
				values[i] = this.readers[i].readValue(this.absent[i]);
			}
		}
	}

	@Override
	public String toString() {
		return Arrays.toString(this.names);
	}

}
