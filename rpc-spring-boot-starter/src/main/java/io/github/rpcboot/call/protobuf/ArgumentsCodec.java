package io.github.rpcboot.call.protobuf;

import org.jspecify.annotations.Nullable;

/**
 * Messages that are the parameters or the result of a method.
 */
final class ArgumentsCodec extends MessageCodec {

	@Override
	Object make(Slots slots) throws Throwable {
		FieldCodec[] fields = fields();
		@Nullable Object[] values = new @Nullable Object[fields.length];
		for (FieldCodec field : fields) {
			values[field.index] = field.value(slots);
		}
		return values;
	}

}
