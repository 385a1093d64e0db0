package io.github.rpcboot.call.protobuf;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The members of one message on their way: numbers as they are, everything else as
 * objects. A message within it that occurs twice is gathered in the same slots, so that
 * both are merged as protobuf has it.
 */
final class Slots {

	final MessageCodec codec;

	/** Fractions by their bits, truth values as 0 and 1. */
	final long[] numbers;

	/** The last one is the array of the numbers, for {@link BeanAccess}. */
	final @Nullable Object[] objects;

	Slots(MessageCodec codec) {
		int size = codec.size();
		this.codec = codec;
		this.numbers = new long[size];
		this.objects = new Object[size + 1];
		this.objects[size] = this.numbers;
	}

	void clear() {
		Arrays.fill(this.numbers, 0);
		Arrays.fill(this.objects, 0, this.objects.length - 1, null);
	}

}
