package io.github.rpcboot.call.protobuf;

import java.util.Objects;

/**
 * Messages that are records or beans.
 */
final class BeanCodec extends MessageCodec {

	private BeanAccess access = BeanAccess.NONE;

	void complete(FieldCodec[] fields, BeanAccess access) {
		complete(fields);
		this.access = access;
	}

	@Override
	void open(Object object, Slots slots) {
		this.access.getters().accept(object, slots.objects);
	}

	@Override
	Object close(Slots slots) {
		return Objects.requireNonNull(this.access.maker().apply(slots.objects));
	}

}
