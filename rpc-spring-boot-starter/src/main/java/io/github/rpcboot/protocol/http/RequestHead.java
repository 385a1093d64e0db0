package io.github.rpcboot.protocol.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes requests into an array, each with its body if there is room, so that a small one
 * leaves in one packet.
 */
final class RequestHead {

	private static final char DELETE = 127;

	private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] CHUNKED = "transfer-encoding: chunked\r\n".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] AGENT = "user-agent: rpc-spring-boot-starter\r\n".getBytes(StandardCharsets.US_ASCII);

	private final byte[] buffer;

	private byte[] bytes;

	private int length;

	RequestHead(byte[] buffer) {
		this.buffer = buffer;
		this.bytes = buffer;
	}

	/** What all requests to a URL begin with. */
	static byte[] begin(String method, URI url) {
		URI ascii = URI.create(url.toASCIIString());
		String query = (ascii.getRawQuery() != null) ? "?" + ascii.getRawQuery() : "";
		String port = (url.getPort() >= 0) ? ":" + url.getPort() : "";
		String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
		return (method + " " + path + query + " HTTP/1.1\r\nhost: " + withoutZone(ascii.getHost()) + port + "\r\n")
			.getBytes(StandardCharsets.US_ASCII);
	}

	/** The zone of an IPv6 address means something here only (RFC 6874). */
	private static String withoutZone(String host) {
		int zone = host.indexOf('%');
		return (zone >= 0) ? host.substring(0, zone) + "]" : host;
	}

	/**
	 * Composes a request. A larger array than usual is kept for this request only.
	 * @return whether its body is there as well
	 */
	boolean compose(byte[] begin, HttpEngine.Request request) {
		return compose(begin, request, false);
	}

	/**
	 * Composes a request.
	 * @param chunked whether its body follows in chunks, of which none is here
	 * @return whether its body is there as well
	 */
	boolean compose(byte[] begin, HttpEngine.Request request, boolean chunked) {
		List<String> headers = request.headers();
		byte[] body = request.body();
		this.bytes = this.buffer;
		this.length = 0;
		put(begin);
		boolean agent = false;
		for (int i = 0; i < headers.size(); i += 2) {
			put(headers.get(i), headers.get(i + 1));
			agent |= headers.get(i).equals("user-agent");
		}
		if (!agent) {
			put(AGENT);
		}
		if (chunked) {
			put(CHUNKED);
		}
		else if (request.tellsLength()) {
			put(LENGTH);
			putAscii(Integer.toString(body.length));
			put((byte) '\r', (byte) '\n');
		}
		put((byte) '\r', (byte) '\n');
		if (body.length > this.bytes.length - this.length) {
			return false;
		}
		put(body);
		return true;
	}

	/** What would end a header, or be read as something else, does not leave. */
	private void put(String name, String value) {
		if (!putAscii(name)) {
			throw new IllegalArgumentException("A header has a name that HTTP does not know.");
		}
		put((byte) ':', (byte) ' ');
		if (!putAscii(value)) {
			throw new IllegalArgumentException("The header '" + name + "' has a character that HTTP does not know.");
		}
		put((byte) '\r', (byte) '\n');
	}

	private boolean putAscii(String text) {
		room(text.length());
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if ((character < ' ' && character != '\t') || character >= DELETE) {
				return false;
			}
			this.bytes[this.length++] = (byte) character;
		}
		return true;
	}

	private void put(byte... some) {
		room(some.length);
		System.arraycopy(some, 0, this.bytes, this.length, some.length);
		this.length += some.length;
	}

	private void room(int more) {
		if (more > this.bytes.length - this.length) {
			byte[] larger = new byte[Math.max(this.bytes.length * 2, this.length + more)];
			System.arraycopy(this.bytes, 0, larger, 0, this.length);
			this.bytes = larger;
		}
	}

	byte[] bytes() {
		return this.bytes;
	}

	int length() {
		return this.length;
	}

}
