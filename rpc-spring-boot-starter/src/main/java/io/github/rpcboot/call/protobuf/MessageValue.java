package io.github.rpcboot.call.protobuf;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Messages within messages.
 */
final class MessageValue extends ValueCodec {

	private final MessageCodec codec;

	MessageValue(MessageCodec codec) {
		this.codec = codec;
	}

	@Override
	boolean write(Object value, boolean evenIfEmpty, Writing out) throws Throwable {
		int end = out.written();
		this.codec.write(value, out);
		out.varint(out.written() - end);
		return true;
	}

	@Override
	Object read(@Nullable Object gathered, Reading in) throws IOException {
		Slots slots = (gathered != null) ? (Slots) gathered : in.slots(this.codec);
		int outer = in.begin();
		this.codec.read(slots, in);
		in.end(outer);
		return slots;
	}

	@Override
	Object finish(Object gathered, Reading in) throws Throwable {
		Slots slots = (Slots) gathered;
		Object made = this.codec.make(slots, in);
		in.release(slots);
		return made;
	}

	@Override
	Object nothing(Reading in) {
		return in.slots(this.codec);
	}

}
