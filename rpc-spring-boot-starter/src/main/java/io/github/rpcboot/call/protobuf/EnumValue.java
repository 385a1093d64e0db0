package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import io.github.rpcboot.contract.schema.EnumType;
import org.jspecify.annotations.Nullable;

/**
 * Constants of an enum. Number 0 stands for none; unknown numbers are refused, as unknown
 * names are in JSON.
 */
final class EnumValue extends ValueCodec {

	/** Stands for the generated constant. */
	static final Object NONE = new Object();

	private final Map<Enum<?>, Integer> numbers;

	private final Map<Integer, Object> constants = new HashMap<>();

	@SuppressWarnings({ "unchecked", "rawtypes" })
	EnumValue(EnumType type, Class<?> javaType) {
		this.numbers = new EnumMap(javaType);
		for (EnumType.Constant constant : type.constants()) {
			Enum<?> value = constant.value();
			this.constants.put(constant.number(), (value != null) ? value : NONE);
			if (value != null) {
				this.numbers.put(value, constant.number());
			}
		}
	}

	@Override
	boolean write(Object value, boolean evenIfEmpty, Writing out) {
		Integer number = this.numbers.get(value);
		if (number == null) {
			throw new IllegalArgumentException("Not a constant");
		}
		if (number != 0 || evenIfEmpty) {
			out.varint(number);
			return true;
		}
		return false;
	}

	@Override
	Object read(@Nullable Object gathered, Reading in) throws IOException {
		Object constant = this.constants.get(in.int32());
		if (constant == null) {
			throw new IllegalArgumentException("Unknown constant");
		}
		return constant;
	}

	@Override
	Object finish(Object gathered, Reading in) {
		if (gathered == NONE) {
			throw new IllegalArgumentException("No constant");
		}
		return gathered;
	}

	@Override
	Object nothing(Reading in) {
		Object constant = this.constants.get(0);
		return (constant != null) ? constant : NONE;
	}

}
