package io.github.rpcboot.benchmarks.ours;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import io.github.rpcboot.benchmarks.speed.Order;
import io.github.rpcboot.benchmarks.speed.Shop;
import io.github.rpcboot.benchmarks.speed.ShopBean;
import io.github.rpcboot.benchmarks.speed.User;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Frames: four bytes for the length, one for the method, and JSON. */
final class RawCodec {

	static final byte HELLO = 1;

	static final byte ORDER = 2;

	static final byte USERS = 3;

	private static final int HEAD = 5;

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final ObjectWriter WRITER = MAPPER.writer();

	private static final ObjectReader TEXT = MAPPER.readerFor(String.class);

	private static final ObjectReader NUMBER = MAPPER.readerFor(Integer.class);

	private static final ObjectReader AN_ORDER = MAPPER.readerFor(Order.class);

	private static final ObjectReader SOME_USERS = MAPPER.readerFor(new TypeReference<List<User>>() {
	});

	private final Shop shop = new ShopBean();

	byte[] json(Object value) {
		return WRITER.writeValueAsBytes(value);
	}

	byte[] frame(byte method, byte[] json) {
		return ByteBuffer.allocate(HEAD + json.length).putInt(json.length + 1).put(method).put(json).array();
	}

	byte[] read(DataInputStream in) throws IOException {
		byte[] frame = new byte[in.readInt()];
		in.readFully(frame);
		return frame;
	}

	/** Does what is asked for. */
	byte[] answer(byte method, byte[] bytes, int offset) {
		int length = bytes.length - offset;
		return json(switch (method) {
			case HELLO -> this.shop.hello(TEXT.readValue(bytes, offset, length));
			case ORDER -> this.shop.placeOrder(AN_ORDER.readValue(bytes, offset, length));
			default -> this.shop.listUsers(NUMBER.readValue(bytes, offset, length));
		});
	}

	Object value(byte method, byte[] bytes, int offset) {
		ObjectReader reader = switch (method) {
			case HELLO -> TEXT;
			case ORDER -> AN_ORDER;
			default -> SOME_USERS;
		};
		return reader.readValue(bytes, offset, bytes.length - offset);
	}

}
