package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Internal;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import com.google.protobuf.util.JsonFormat;
import io.github.rpcboot.call.GeneratedJson;

/**
 * The JSON of generated messages by protobuf's own writer and parser, which stand in
 * {@code protobuf-java-util}.
 *
 * @since 0.1.0
 */
public final class ProtobufJson implements GeneratedJson {

	private final JsonFormat.Printer printer = JsonFormat.printer().omittingInsignificantWhitespace();

	private final JsonFormat.Parser parser = JsonFormat.parser().ignoringUnknownFields();

	private final Map<Class<?>, Boolean> slow = new ConcurrentHashMap<>();

	private ProtobufJson() {
	}

	/**
	 * Makes a writer and parser.
	 * @return one that may be shared between threads
	 */
	public static ProtobufJson create() {
		return new ProtobufJson();
	}

	@Override
	public String write(Object message) throws IOException {
		return this.printer.print((Message) message);
	}

	@Override
	public Object read(String json, Class<?> type) throws IOException {
		Message.Builder builder = empty(type).newBuilderForType();
		this.parser.merge(json, builder);
		return builder.build();
	}

	@SuppressWarnings("unchecked")
	private static Message empty(Class<?> type) {
		return (Message) Internal.getDefaultInstance((Class<? extends MessageLite>) type);
	}

	@Override
	public boolean isSlowWithExponents(Class<?> type) {
		return this.slow.computeIfAbsent(type,
				(key) -> hasUnsigned(empty(key).getDescriptorForType(), new HashSet<>()));
	}

	private static boolean hasUnsigned(Descriptor message, Set<Descriptor> seen) {
		return seen.add(message) && message.getFields().stream().anyMatch((field) -> switch (field.getType()) {
			case UINT64, FIXED64 -> true;
			case MESSAGE, GROUP -> hasUnsigned(field.getMessageType(), seen);
			default -> false;
		});
	}

}
