package io.github.rpcboot.call.protobuf;

import java.util.Arrays;

/**
 * Messages that are the parameters or the result of a method.
 */
final class ArgumentsCodec extends MessageCodec {

	@Override
	void open(Object object, Slots slots) {
		System.arraycopy(object, 0, slots.objects, 0, size());
	}

	@Override
	Object close(Slots slots) {
		return Arrays.copyOf(slots.objects, size());
	}

}
