package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.UnaryOperator;

import com.google.protobuf.WireFormat;
import io.github.rpcboot.contract.schema.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * A list, set or array. Numbers are written packed, and read either way.
 */
final class RepeatedField extends ObjectField {

	private final ValueCodec values;

	private final int wireType;

	private final int tag;

	private final boolean packed;

	private final UnaryOperator<Object> opener;

	private final UnaryOperator<Object> closer;

	RepeatedField(FieldType type, int index, ValueCodec values) {
		super(type, index);
		this.values = values;
		this.wireType = WireTypes.of(type.value().kind());
		this.packed = !type.value().kind().isDelimited();
		this.tag = WireTypes.tag(type.number(), this.packed ? WireFormat.WIRETYPE_LENGTH_DELIMITED : this.wireType);
		this.opener = type.opener();
		this.closer = type.closer();
	}

	@Override
	void write(Object object, Writing out) throws Throwable {
		Object container = get(object);
		if (container == null) {
			return;
		}
		int end = out.written();
		writeElements(this.opener.apply(container), out);
		if (this.packed && out.written() > end) {
			out.varint(out.written() - end);
			out.varint(this.tag);
		}
	}

	private void writeElements(Object opened, Writing out) throws Throwable {
		if (opened instanceof List<?> list && opened instanceof RandomAccess) {
			for (int i = list.size() - 1; i >= 0; i--) {
				write(list.get(i), i, out);
			}
		}
		else {
			Object[] elements = elements(opened);
			for (int i = elements.length - 1; i >= 0; i--) {
				write(elements[i], i, out);
			}
		}
	}

	private static Object[] elements(Object container) {
		if (container instanceof Collection<?> collection) {
			return collection.toArray();
		}
		List<Object> elements = new ArrayList<>();
		((Iterable<?>) container).forEach(elements::add);
		return elements.toArray();
	}

	private void write(@Nullable Object element, int index, Writing out) throws Throwable {
		out.atIndex(index);
		if (!this.values.write(notNull(element), true, out)) {
			throw new IllegalArgumentException("An element is null");
		}
		if (!this.packed) {
			out.varint(this.tag);
		}
	}

	@Override
	void read(int tag, Slots slots) throws IOException {
		List<Object> gathered = gathered(slots);
		Reading in = slots.reading;
		if (!this.packed || WireFormat.getTagWireType(tag) == this.wireType) {
			requireWireType(tag, this.wireType);
			add(gathered, in);
			return;
		}
		requireWireType(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
		int outer = in.begin();
		while (in.in.getBytesUntilLimit() > 0) {
			add(gathered, in);
		}
		in.in.popLimit(outer);
	}

	@SuppressWarnings("unchecked")
	private List<Object> gathered(Slots slots) {
		List<Object> gathered = (List<Object>) slots.objects[this.index];
		if (gathered == null) {
			gathered = new ArrayList<>();
			slots.objects[this.index] = gathered;
		}
		return gathered;
	}

	private void add(List<Object> gathered, Reading in) throws IOException {
		in.atIndex(gathered.size());
		Object read = this.values.read(null, in);
		try {
			gathered.add(this.values.finish(read, in));
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
		return this.closer.apply((gathered != null) ? gathered : new ArrayList<>(0));
	}

}
