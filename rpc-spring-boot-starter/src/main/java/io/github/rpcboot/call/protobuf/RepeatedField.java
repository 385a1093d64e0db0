package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
final class RepeatedField extends FieldCodec {

	private final ValueCodec values;

	private final int wireType;

	private final boolean packed;

	private final UnaryOperator<Object> opener;

	private final UnaryOperator<Object> closer;

	RepeatedField(FieldType type, int index, ValueCodec values) {
		super(type, index, type.value().kind().isDelimited() ? WireTypes.of(type.value().kind())
				: WireFormat.WIRETYPE_LENGTH_DELIMITED, Way.OBJECT);
		this.values = values;
		this.wireType = WireTypes.of(type.value().kind());
		this.packed = !type.value().kind().isDelimited();
		this.opener = type.opener();
		this.closer = type.closer();
	}

	@Override
	void write(Slots slots, Writing out) throws Throwable {
		Object container = slots.objects[this.index];
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
		boolean direct = opened instanceof List<?> && opened instanceof RandomAccess;
		List<?> elements = direct ? (List<?>) opened : Arrays.asList(elements(opened));
		int i = elements.size() - 1;
		try {
			for (; i >= 0; i--) {
				write(elements.get(i), out);
			}
		}
		catch (Throwable ex) {
			out.failedAt(i);
			throw ex;
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

	private void write(@Nullable Object element, Writing out) throws Throwable {
		if (!this.values.write(notNull(element), true, out)) {
			throw new IllegalArgumentException("An element is null");
		}
		if (!this.packed) {
			out.varint(this.tag);
		}
	}

	@Override
	void read(int tag, Slots slots, Reading in) throws IOException {
		List<Object> gathered = gathered(slots);
		if (!this.packed || WireFormat.getTagWireType(tag) == this.wireType) {
			requireWireType(tag, this.wireType);
			add(gathered, in);
			return;
		}
		requireWireType(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
		int outer = in.begin();
		while (in.hasMore()) {
			add(gathered, in);
		}
		in.end(outer);
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
		try {
			gathered.add(this.values.finish(this.values.read(null, in), in));
		}
		catch (IOException | RuntimeException | Error ex) {
			in.failedAt(gathered.size());
			throw ex;
		}
		catch (Throwable ex) {
			in.failedAt(gathered.size());
			throw new IllegalArgumentException(ex);
		}
	}

	@Override
	void finish(Slots slots, Reading in) {
		Object gathered = slots.objects[this.index];
		slots.objects[this.index] = this.closer.apply((gathered != null) ? gathered : new ArrayList<>(0));
	}

}
