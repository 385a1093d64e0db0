package io.github.rpcboot.call.protobuf;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What has been read of a message: numbers as they are, everything else as objects. A
 * message within it that occurs twice is gathered in the same slots, so that both are
 * merged as protobuf has it.
 */
final class Slots {

	final MessageCodec codec;

	final Reading reading;

	final long[] numbers;

	final @Nullable Object[] objects;

	Slots(MessageCodec codec, Reading reading) {
		this.codec = codec;
		this.reading = reading;
		this.numbers = new long[codec.size()];
		this.objects = new Object[codec.size()];
	}

	void clear() {
		Arrays.fill(this.numbers, 0);
		Arrays.fill(this.objects, null);
	}

}
