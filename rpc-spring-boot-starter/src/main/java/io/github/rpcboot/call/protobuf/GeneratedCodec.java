package io.github.rpcboot.call.protobuf;

import java.io.IOException;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.github.rpcboot.contract.schema.MessageType;

/**
 * Messages whose classes protoc has generated: they write and read themselves, and are
 * always the whole request or response.
 */
final class GeneratedCodec extends MessageCodec {

	private final Parser<? extends MessageLite> parser;

	GeneratedCodec(MessageType type) {
		this.parser = GeneratedFiles.message(type).getParserForType();
	}

	@Override
	void writeFields(Object object, Writing out) {
		out.whole(((Message) object).toByteArray());
	}

	@Override
	void open(Object object, Slots slots) {
		throw new IllegalStateException("The message writes itself");
	}

	@Override
	void read(Slots slots, Reading in) {
	}

	@Override
	Object make(Slots slots, Reading in) throws IOException {
		CodedInputStream coded = in.whole();
		MessageLite message = this.parser.parseFrom(coded);
		coded.checkLastTagWas(0);
		return message;
	}

	@Override
	Object close(Slots slots) {
		throw new IllegalStateException("The message reads itself");
	}

}
