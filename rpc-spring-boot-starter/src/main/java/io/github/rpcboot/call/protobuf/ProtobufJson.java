package io.github.rpcboot.call.protobuf;

import java.io.IOException;

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
	@SuppressWarnings("unchecked")
	public Object read(String json, Class<?> type) throws IOException {
		Message.Builder builder = ((Message) Internal.getDefaultInstance((Class<? extends MessageLite>) type))
			.newBuilderForType();
		this.parser.merge(json, builder);
		return builder.build();
	}

}
