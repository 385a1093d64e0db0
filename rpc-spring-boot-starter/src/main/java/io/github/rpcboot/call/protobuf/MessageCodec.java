package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the messages of one type.
 */
abstract class MessageCodec {

	/** Up to here fields are found by their number in an array. */
	private static final int FEW = 256;

	private FieldCodec[] fields = {};

	private @Nullable FieldCodec[] byNumber = {};

	private final Map<Integer, FieldCodec> others = new HashMap<>();

	/** Set after the codec is known, because messages may hold themselves. */
	void complete(FieldCodec[] fields) {
		this.fields = fields;
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

	final FieldCodec[] fields() {
		return this.fields;
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
		FieldCodec[] fields = this.fields;
		for (int i = fields.length - 1; i >= 0; i--) {
			out.at(fields[i].name);
			fields[i].write(object, out);
		}
	}

	/** Reads up to the end of the message. */
	final void read(Slots slots, Reading in) throws IOException {
		in.enter();
		for (int tag = in.in.readTag(); tag != 0; tag = in.in.readTag()) {
			FieldCodec field = find(WireTypes.number(tag));
			if (field == null) {
				in.at(null);
				in.skip(tag);
			}
			else {
				in.at(field.name);
				field.read(tag, slots);
				onRead(field, slots);
			}
		}
		in.leave();
	}

	/** Comes after an occurrence of a field. */
	void onRead(FieldCodec field, Slots slots) {
	}

	/** Makes the object of what was read. */
	abstract Object make(Slots slots) throws Throwable;

}
