package io.github.rpcboot.protocol.grpc;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.rpcboot.call.RpcHeaders;
import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * From metadata to headers and back. Binary values travel as bytes, and are base64 in
 * headers.
 */
final class MetadataHeaders {

	/** Names of others are unbounded, and making a key checks each character. */
	private static final int MOST_KEYS = 256;

	private static final Map<String, Metadata.Key<String>> KEYS = new ConcurrentHashMap<>();

	private MetadataHeaders() {
	}

	private static Metadata.Key<String> key(String name) {
		Metadata.Key<String> known = KEYS.get(name);
		if (known != null) {
			return known;
		}
		Metadata.Key<String> made = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
		if (KEYS.size() < MOST_KEYS) {
			KEYS.put(name, made);
		}
		return made;
	}

	static RpcHeaders toHeaders(Metadata metadata) {
		List<String> pairs = new ArrayList<>(16);
		add(metadata, pairs);
		return RpcHeaders.ofPairs(pairs);
	}

	/** The headers of an answer and what comes behind its message. */
	static RpcHeaders toHeaders(@Nullable Metadata headers, @Nullable Metadata trailers) {
		List<String> pairs = new ArrayList<>(16);
		if (headers != null) {
			add(headers, pairs);
		}
		if (trailers != null) {
			add(trailers, pairs);
		}
		return RpcHeaders.ofPairs(pairs);
	}

	private static void add(Metadata metadata, List<String> pairs) {
		for (String name : metadata.keys()) {
			try {
				add(metadata, name, pairs);
			}
			catch (IllegalArgumentException ex) {
				// A name of HTTP/2's own, such as ':status', or one that gRPC does not
				// know.
				continue;
			}
		}
	}

	private static void add(Metadata metadata, String name, List<String> pairs) {
		if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
			addBinary(metadata, name, pairs);
		}
		else {
			addText(metadata, name, pairs);
		}
	}

	private static void addBinary(Metadata metadata, String name, List<String> pairs) {
		Iterable<byte[]> values = metadata.getAll(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER));
		if (values != null) {
			values.forEach((value) -> add(name, Base64.getEncoder().withoutPadding().encodeToString(value), pairs));
		}
	}

	/** HTTP/2 carries characters in a value that a header of ours never has. */
	private static void addText(Metadata metadata, String name, List<String> pairs) {
		Iterable<String> values = metadata.getAll(key(name));
		if (values != null) {
			values.forEach((value) -> {
				if (isPrintable(value)) {
					add(name, value, pairs);
				}
			});
		}
	}

	private static boolean isPrintable(String value) {
		for (int i = 0; i < value.length(); i++) {
			char character = value.charAt(i);
			if ((character < ' ' && character != '\t') || character > '~') {
				return false;
			}
		}
		return true;
	}

	private static void add(String name, String value, List<String> pairs) {
		pairs.add(name);
		pairs.add(value);
	}

	/**
	 * Adds headers to metadata.
	 * @return the name of a header that gRPC cannot carry, {@code null} if it takes all
	 */
	static @Nullable String addTo(Metadata metadata, RpcHeaders headers) {
		if (headers.isEmpty()) {
			return null;
		}
		String[] refused = { null };
		headers.forEach((name, value) -> {
			if (!GrpcProtocol.isReserved(name) && !put(metadata, name, value)) {
				refused[0] = name;
			}
		});
		return refused[0];
	}

	private static boolean put(Metadata metadata, String name, String value) {
		try {
			if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
				metadata.put(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER), Base64.getDecoder().decode(value));
			}
			else {
				metadata.put(key(name), value);
			}
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
