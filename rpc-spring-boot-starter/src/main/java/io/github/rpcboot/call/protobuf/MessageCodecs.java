package io.github.rpcboot.call.protobuf;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

import io.github.rpcboot.contract.schema.FieldType;
import io.github.rpcboot.contract.schema.FieldType.Label;
import io.github.rpcboot.contract.schema.MessageType;
import io.github.rpcboot.contract.schema.MessageType.Creator;
import io.github.rpcboot.contract.schema.ValueKind;
import io.github.rpcboot.contract.schema.ValueType;

/**
 * Makes the codecs of messages, each one once.
 */
final class MessageCodecs {

	private final Map<MessageType, MessageCodec> codecs = new IdentityHashMap<>();

	private final BiFunction<MessageType, Creator, BeanAccess> accesses;

	MessageCodecs(BiFunction<MessageType, Creator, BeanAccess> accesses) {
		this.accesses = accesses;
	}

	/** Only codecs that are complete are seen by other threads. */
	synchronized MessageCodec of(MessageType type) {
		MessageCodec known = this.codecs.get(type);
		return (known != null) ? known : create(type);
	}

	private MessageCodec create(MessageType type) {
		if (type.file() != null) {
			return new GeneratedCodec(type);
		}
		if (type.isOneOf()) {
			return oneOf(type);
		}
		if (type.isArguments()) {
			ArgumentsCodec codec = new ArgumentsCodec();
			this.codecs.put(type, codec);
			codec.complete(fields(type));
			return codec;
		}
		BeanCodec codec = new BeanCodec();
		this.codecs.put(type, codec);
		Creator creator = Objects.requireNonNull(type.creator());
		codec.complete(fields(type), this.accesses.apply(type, creator));
		return codec;
	}

	private OneOfCodec oneOf(MessageType type) {
		OneOfCodec codec = new OneOfCodec();
		this.codecs.put(type, codec);
		ValueCodec[] values = type.fields().stream().map((field) -> value(field.value())).toArray(ValueCodec[]::new);
		codec.complete(fields(type), type, values);
		return codec;
	}

	/** In the order of their numbers, in which they are written. */
	private FieldCodec[] fields(MessageType type) {
		List<FieldType> fields = type.fields();
		return IntStream.range(0, fields.size())
			.boxed()
			.sorted(Comparator.comparingInt((index) -> fields.get(index).number()))
			.map((index) -> field(fields.get(index), index))
			.toArray(FieldCodec[]::new);
	}

	private FieldCodec field(FieldType type, int index) {
		if (type.carrier() != Object.class) {
			return new NumberField(type, index);
		}
		if (type.label() == Label.REPEATED) {
			return new RepeatedField(type, index, value(type.value()));
		}
		ValueType key = type.key();
		return (key != null) ? new MapField(type, key, index, value(key), value(type.value()))
				: new SingleField(type, index, value(type.value()));
	}

	private ValueCodec value(ValueType type) {
		if (type.message() != null) {
			return new MessageValue(of(type.message()));
		}
		if (type.enumeration() != null) {
			return new EnumValue(type.enumeration(), type.javaType());
		}
		return (type.kind() == ValueKind.TIMESTAMP) ? new TimestampValue() : new ScalarValue(type);
	}

}
