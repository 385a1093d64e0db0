package io.github.rpcboot.call.protobuf;

import java.util.HashMap;
import java.util.Map;

import io.github.rpcboot.contract.schema.FieldType;
import io.github.rpcboot.contract.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Messages of a sealed type: the one member that is there is the object itself.
 */
final class OneOfCodec extends MessageCodec {

	private final Map<Class<?>, Alternative> alternatives = new HashMap<>();

	void complete(FieldCodec[] fields, MessageType type, ValueCodec[] values) {
		complete(fields);
		for (FieldCodec field : fields) {
			FieldType alternative = type.fields().get(field.index);
			this.alternatives.put(alternative.value().javaType(), new Alternative(field.name, values[field.index],
					WireTypes.tag(field.number, WireTypes.of(alternative.value().kind()))));
		}
	}

	@Override
	void writeFields(Object object, Writing out) throws Throwable {
		Alternative alternative = find(object.getClass());
		if (alternative == null) {
			throw new IllegalArgumentException("No known subtype");
		}
		out.at(alternative.name());
		alternative.values().write(object, true, out);
		out.varint(alternative.tag());
	}

	private @Nullable Alternative find(Class<?> type) {
		for (Class<?> parent = type; parent != null; parent = parent.getSuperclass()) {
			Alternative alternative = this.alternatives.get(parent);
			if (alternative != null) {
				return alternative;
			}
		}
		return null;
	}

	/** Of several alternatives the last one counts. */
	@Override
	void onRead(FieldCodec field, Slots slots) {
		for (int i = 0; i < slots.objects.length; i++) {
			if (i != field.index) {
				slots.objects[i] = null;
			}
		}
	}

	@Override
	Object make(Slots slots) throws Throwable {
		for (FieldCodec field : fields()) {
			Object value = field.value(slots);
			if (value != null) {
				return value;
			}
		}
		slots.reading.at(null);
		throw new IllegalArgumentException("No known subtype");
	}

	private record Alternative(String name, ValueCodec values, int tag) {
	}

}
