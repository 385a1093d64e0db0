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
			this.alternatives.put(alternative.value().javaType(),
					new Alternative(field.name, values[field.index], field.tag));
		}
	}

	@Override
	void writeFields(Object object, Writing out) throws Throwable {
		Alternative alternative = find(object.getClass());
		if (alternative == null) {
			throw new IllegalArgumentException("No known subtype");
		}
		try {
			alternative.values().write(object, true, out);
		}
		catch (Throwable ex) {
			out.failedIn(alternative.name());
			throw ex;
		}
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

	@Override
	void open(Object object, Slots slots) {
		throw new IllegalStateException("The alternative writes itself");
	}

	/** Of several alternatives the last one counts. */
	@Override
	void onRead(FieldCodec field, Slots slots) {
		for (int i = 0; i < size(); i++) {
			if (i != field.index) {
				slots.objects[i] = null;
			}
		}
	}

	@Override
	Object close(Slots slots) {
		for (int i = 0; i < size(); i++) {
			Object value = slots.objects[i];
			if (value != null) {
				return value;
			}
		}
		throw new IllegalArgumentException("No known subtype");
	}

	private record Alternative(String name, ValueCodec values, int tag) {
	}

}
