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
final class MapField extends FieldCodec {

	private final ValueCodec keys;

	private final ValueCodec values;

	private final int keyTag;

	private final int valueTag;

	private final UnaryOperator<Object> opener;

	private final UnaryOperator<Object> closer;

	MapField(FieldType type, ValueType key, int index, ValueCodec keys, ValueCodec values) {
		super(type, index, WireFormat.WIRETYPE_LENGTH_DELIMITED, Way.OBJECT);
		this.keys = keys;
		this.values = values;
		this.keyTag = WireTypes.tag(1, WireTypes.of(key.kind()));
		this.valueTag = WireTypes.tag(2, WireTypes.of(type.value().kind()));
		this.opener = type.opener();
		this.closer = type.closer();
	}

	@Override
	void write(Slots slots, Writing out) throws Throwable {
		Object map = slots.objects[this.index];
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
	void read(int tag, Slots slots, Reading in) throws IOException {
		requireWireType(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
		Object key = null;
		Object value = null;
		int outer = in.begin();
		while (in.hasMore()) {
			int part = in.tag();
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
		put(slots, in, (key != null) ? key : this.keys.nothing(in), (value != null) ? value : this.values.nothing(in));
	}

	@SuppressWarnings("unchecked")
	private void put(Slots slots, Reading in, Object key, Object value) throws IOException {
		Map<Object, Object> map = (Map<Object, Object>) slots.objects[this.index];
		if (map == null) {
			map = new LinkedHashMap<>();
			slots.objects[this.index] = map;
		}
		try {
			map.put(this.keys.finish(key, in), this.values.finish(value, in));
		}
		catch (IOException | RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	@Override
	void finish(Slots slots, Reading in) {
		Object gathered = slots.objects[this.index];
		slots.objects[this.index] = this.closer.apply((gathered != null) ? gathered : new LinkedHashMap<>());
	}

}
