package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.google.protobuf.WireFormat;
import io.github.rpcboot.contract.schema.FieldType;
import io.github.rpcboot.contract.schema.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A map: a list of entries on the wire, of which the last one with a key counts.
 */
final class MapField extends ObjectField {

	private final ValueCodec keys;

	private final ValueCodec values;

	private final int tag;

	private final int keyTag;

	private final int valueTag;

	private final UnaryOperator<Object> opener;

	private final UnaryOperator<Object> closer;

	MapField(FieldType type, ValueType key, int index, ValueCodec keys, ValueCodec values) {
		super(type, index);
		this.keys = keys;
		this.values = values;
		this.tag = WireTypes.tag(type.number(), WireFormat.WIRETYPE_LENGTH_DELIMITED);
		this.keyTag = WireTypes.tag(1, WireTypes.of(key.kind()));
		this.valueTag = WireTypes.tag(2, WireTypes.of(type.value().kind()));
		this.opener = type.opener();
		this.closer = type.closer();
	}

	@Override
	void write(Object object, Writing out) throws Throwable {
		Object map = get(object);
		if (map == null) {
			return;
		}
		Object[] entries = ((Map<?, ?>) this.opener.apply(map)).entrySet().toArray();
		for (int i = entries.length - 1; i >= 0; i--) {
			Map.Entry<?, ?> entry = (Map.Entry<?, ?>) entries[i];
			int end = out.written();
			write(entry.getValue(), this.values, this.valueTag, out);
			write(entry.getKey(), this.keys, this.keyTag, out);
			out.varint(out.written() - end);
			out.varint(this.tag);
		}
	}

	private static void write(@Nullable Object value, ValueCodec codec, int tag, Writing out) throws Throwable {
		if (!codec.write(notNull(value), true, out)) {
			throw new IllegalArgumentException("A key or value is null");
		}
		out.varint(tag);
	}

	@Override
	void read(int tag, Slots slots) throws IOException {
		requireWireType(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
		Reading in = slots.reading;
		Object key = null;
		Object value = null;
		int outer = in.begin();
		for (int part = in.in.readTag(); part != 0; part = in.in.readTag()) {
			if (WireTypes.number(part) == 1) {
				requireWireType(part, WireFormat.getTagWireType(this.keyTag));
				key = this.keys.read(key, in);
			}
			else if (WireTypes.number(part) == 2) {
				requireWireType(part, WireFormat.getTagWireType(this.valueTag));
				value = this.values.read(value, in);
			}
			else {
				in.skip(part);
			}
		}
		in.end(outer);
		put(slots, (key != null) ? key : this.keys.nothing(in), (value != null) ? value : this.values.nothing(in));
	}

	@SuppressWarnings("unchecked")
	private void put(Slots slots, Object key, Object value) throws IOException {
		Map<Object, Object> map = (Map<Object, Object>) slots.objects[this.index];
		if (map == null) {
			map = new LinkedHashMap<>();
			slots.objects[this.index] = map;
		}
		try {
			map.put(this.keys.finish(key, slots.reading), this.values.finish(value, slots.reading));
		}
		catch (IOException | RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	@Override
	Object value(Slots slots) {
		Object gathered = slots.objects[this.index];
		slots.reading.at(this.name);
		return this.closer.apply((gathered != null) ? gathered : new LinkedHashMap<>());
	}

}
