package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import org.jspecify.annotations.Nullable;

/** The headers of a request that is mapped to REST. */
final class MappedHeaders {

	/** What is said of a connection, or by it. */
	private static final Set<String> RESERVED = Set.of("connection", "content-length", "expect", "host", "keep-alive",
			"proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

	private static final String TIMEOUT = ConnectProtocol.TIMEOUT.toLowerCase(Locale.ROOT);

	private static final String ATTEMPT = ConnectProtocol.ATTEMPT.toLowerCase(Locale.ROOT);

	/** What is said of the message, which a call passes on to no other. */
	private static final Set<String> OF_THE_MESSAGE = Set.of("accept-encoding", "content-encoding", "content-type",
			TIMEOUT, ATTEMPT);

	/** All that another place than the one that was meant may see. */
	private static final Set<String> FOR_EVERYBODY = Set.of("accept", "accept-encoding", "accept-language",
			"user-agent");

	/** RFC 9110, section 5.6.2. */
	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

	private final List<String> pairs = new ArrayList<>();

	MappedHeaders(List<String> told, boolean home) {
		for (int i = 0; i < told.size(); i += 2) {
			String name = told.get(i).toLowerCase(Locale.ROOT);
			if (!RESERVED.contains(name) && (home || FOR_EVERYBODY.contains(name))) {
				add(name, name.equals("accept-encoding") ? readable(told.get(i + 1)) : told.get(i + 1));
			}
		}
	}

	/** Other encodings than these nobody here can undo. */
	private static String readable(String encodings) {
		return encodings.contains(ConnectProtocol.GZIP) ? ConnectProtocol.GZIP : "identity";
	}

	private void add(String name, String value) {
		this.pairs.add(name);
		this.pairs.add(value);
	}

	/** Adds the metadata of a call; what the mapping says itself wins. */
	List<String> with(@Nullable RpcCall call) {
		if (call == null) {
			return this.pairs;
		}
		List<String> told = List.copyOf(this.pairs);
		call.headers().forEach((name, value) -> {
			if (!RESERVED.contains(name) && !OF_THE_MESSAGE.contains(name)) {
				addUntold(told, name, value);
			}
		});
		addUntold(told, TIMEOUT, Long.toString(Math.max(1, call.deadline().remainingMillis())));
		addUntold(told, ATTEMPT, Integer.toString(call.attempts().size()));
		return this.pairs;
	}

	private void addUntold(List<String> told, String name, String value) {
		if (!isTold(told, name)) {
			add(name, value);
		}
	}

	private static boolean isTold(List<String> told, String name) {
		for (int i = 0; i < told.size(); i += 2) {
			if (told.get(i).equals(name)) {
				return true;
			}
		}
		return false;
	}

	/** What would end a line, or be read as something else, does not leave. */
	static void check(String verb, List<String> headers, BiFunction<RpcStatus, String, IOException> refusal)
			throws IOException {
		if (!TOKEN.matcher(verb).matches()) {
			throw refusal.apply(RpcStatus.INVALID_ARGUMENT, "The request has a verb that HTTP does not know.");
		}
		for (int i = 0; i < headers.size(); i += 2) {
			if (!TOKEN.matcher(headers.get(i)).matches()) {
				throw refusal.apply(RpcStatus.INVALID_ARGUMENT,
						"A header of the request has a name that HTTP does not know.");
			}
			if (!VALUE.matcher(headers.get(i + 1)).matches()) {
				throw refusal.apply(RpcStatus.INVALID_ARGUMENT, "The header '" + headers.get(i)
						+ "' of the request has a character that HTTP does not know. Encode it.");
			}
		}
	}

}
