package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.github.rpcboot.call.protobuf.FieldCodec.Way;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the messages of one type.
 */
abstract class MessageCodec {

	/** Up to here fields are found by their number in an array. */
	private static final int FEW = 256;

	private FieldCodec[] fields = {};

	/** Those that are not final as they are read. */
	private FieldCodec[] unfinished = {};

	private @Nullable FieldCodec[] byNumber = {};

	private final Map<Integer, FieldCodec> others = new HashMap<>();

	/** Set after the codec is known, because messages may hold themselves. */
	final void complete(FieldCodec[] fields) {
		this.fields = fields;
		this.unfinished = Arrays.stream(fields)
			.filter((field) -> !(field instanceof NumberField))
			.toArray(FieldCodec[]::new);
		int greatest = 0;
		for (FieldCodec field : fields) {
			greatest = Math.max(greatest, (field.number < FEW) ? field.number : 0);
		}
		this.byNumber = new FieldCodec[greatest + 1];
		for (FieldCodec field : fields) {
			if (field.number < FEW) {
				this.byNumber[field.number] = field;
			}
			else {
				this.others.put(field.number, field);
			}
		}
	}

	final int size() {
		return this.fields.length;
	}

	private @Nullable FieldCodec find(int number) {
		return (number < this.byNumber.length) ? this.byNumber[number] : this.others.get(number);
	}

	/** Writes the members of an object, without the length of the message. */
	final void write(Object object, Writing out) throws Throwable {
		out.enter();
		writeFields(object, out);
		out.leave();
	}

	void writeFields(Object object, Writing out) throws Throwable {
		Slots slots = out.slots(this);
		open(object, slots);
		FieldCodec[] fields = this.fields;
		int i = fields.length - 1;
		try {
			for (; i >= 0; i--) {
				write(fields[i], slots, out);
			}
		}
		catch (Throwable ex) {
			out.failedIn(fields[i].name);
			throw ex;
		}
		out.release(slots);
	}

	/** No switch, which would look up the constant in a table first. */
	private static void write(FieldCodec field, Slots slots, Writing out) throws Throwable {
		Way way = field.way;
		if (way == Way.TEXT || way == Way.OPTIONAL_TEXT) {
			String text = (String) slots.objects[field.index];
			if (text != null && (way == Way.OPTIONAL_TEXT || !text.isEmpty())) {
				out.text(text);
				out.varint(field.tag);
			}
		}
		else if (way == Way.INT32 || way == Way.INT64) {
			long value = slots.numbers[field.index];
			if (value != 0) {
				out.varint(value);
				out.varint(field.tag);
			}
		}
		else {
			field.write(slots, out);
		}
	}

	/** Takes the values of the members out of an object. */
	abstract void open(Object object, Slots slots);

	/** Reads up to the end of the message. */
	void read(Slots slots, Reading in) throws IOException {
		in.enter();
		FieldCodec field = null;
		try {
			while (in.hasMore()) {
				field = null;
				int tag = in.tag();
				field = find(WireTypes.number(tag));
				if (field == null) {
					in.skip(tag);
				}
				else {
					read(field, tag, slots, in);
					onRead(field, slots);
				}
			}
		}
		catch (Throwable ex) {
			if (field != null) {
				in.failedIn(field.name);
			}
			throw ex;
		}
		in.leave();
	}

	private static void read(FieldCodec field, int tag, Slots slots, Reading in) throws IOException {
		Way way = field.way;
		if (tag != field.tag) {
			field.read(tag, slots, in);
		}
		else if (way == Way.TEXT || way == Way.OPTIONAL_TEXT) {
			slots.objects[field.index] = in.text();
		}
		else if (way == Way.INT64) {
			slots.numbers[field.index] = in.varint();
		}
		else if (way == Way.INT32) {
			slots.numbers[field.index] = in.int32();
		}
		else {
			field.read(tag, slots, in);
		}
	}

	/** Comes after an occurrence of a field. */
	void onRead(FieldCodec field, Slots slots) {
	}

	/** Makes the object of what was read. */
	Object make(Slots slots, Reading in) throws Throwable {
		FieldCodec[] fields = this.unfinished;
		int i = 0;
		try {
			for (; i < fields.length; i++) {
				finish(fields[i], slots, in);
			}
		}
		catch (Throwable ex) {
			in.failedIn(fields[i].name);
			throw ex;
		}
		return close(slots);
	}

	private static void finish(FieldCodec field, Slots slots, Reading in) throws Throwable {
		if (field.way == Way.OBJECT) {
			field.finish(slots, in);
		}
		else if (slots.objects[field.index] == null) {
			slots.objects[field.index] = field.absent;
		}
	}

	/** Makes the object of the values of its members. */
	abstract Object close(Slots slots);

}
