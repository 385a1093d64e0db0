package io.github.rpcboot.protocol.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.contract.MethodContract;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The formats that a provider reads and writes, of which a request names one. Everything
 * has a form in the first one; the others may not carry every method.
 */
final class ServedCodecs {

	private static final Log logger = LogFactory.getLog(ServedCodecs.class);

	private static final String UNARY = "application/";

	private static final String STREAM = "application/connect+";

	private final List<PayloadCodec> codecs;

	private final PayloadCodec usual;

	private final String usualType;

	private final String accepted;

	/** Asked by requests, so that a method nobody asks for costs nothing. */
	private final Map<Carried, Boolean> carried = new ConcurrentHashMap<>();

	ServedCodecs(List<PayloadCodec> codecs) {
		this.codecs = List.copyOf(codecs);
		this.usual = this.codecs.get(0);
		this.usualType = mediaType(this.usual);
		this.accepted = this.codecs.stream().map(ServedCodecs::mediaType).collect(Collectors.joining(", "));
	}

	static String mediaType(PayloadCodec codec) {
		return codec.name().equals("json") ? ConnectProtocol.JSON : UNARY + codec.name();
	}

	static String streamType(PayloadCodec codec) {
		return STREAM + codec.name();
	}

	PayloadCodec usual() {
		return this.usual;
	}

	/** What a stream's messages are in who reads them as text. */
	ServedCodecs onlyUsual() {
		return new ServedCodecs(List.of(this.usual));
	}

	/**
	 * The codec of a plain message. Parameters of a type say nothing of bytes.
	 * @throws RefusedRequestException if none has this type
	 */
	PayloadCodec ofMessage(@Nullable String contentType) {
		if (this.usualType.equals(contentType)) {
			return this.usual;
		}
		String type = (contentType != null) ? contentType.toLowerCase(Locale.ROOT).replace(" ", "") : "none";
		if (type.equals(this.usualType) || type.equals(this.usualType + ";charset=utf-8")
				|| type.equals(this.usualType + ";charset=\"utf-8\"")) {
			return this.usual;
		}
		PayloadCodec other = type.startsWith(UNARY) ? named(type.substring(UNARY.length())) : null;
		if (other == null || other == this.usual) {
			throw RefusedRequestException.mediaType("The request must have the header 'content-type: " + this.usualType
					+ "', in UTF-8" + others() + ((contentType == null) ? "; it has none." : "."), this.accepted);
		}
		return other;
	}

	private String others() {
		return this.codecs.stream()
			.skip(1)
			.map((codec) -> ", or '" + mediaType(codec) + "'")
			.collect(Collectors.joining());
	}

	/** The codec of the envelopes of a stream, {@code null} if none has this type. */
	@Nullable PayloadCodec ofStream(@Nullable String contentType, MethodContract method) {
		String type = (contentType != null) ? contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip() : "";
		PayloadCodec codec = type.startsWith(STREAM) ? named(type.substring(STREAM.length())) : null;
		return (codec != null && carries(codec, method)) ? codec : null;
	}

	@Nullable PayloadCodec named(@Nullable String name) {
		for (PayloadCodec codec : this.codecs) {
			if (codec.name().equals(name)) {
				return codec;
			}
		}
		return null;
	}

	/** What carries a method. */
	List<PayloadCodec> of(MethodContract method) {
		return this.codecs.stream().filter((codec) -> carries(codec, method)).toList();
	}

	/** Of a method that does not exist nothing is carried, in any format. */
	boolean carries(PayloadCodec codec, MethodContract method) {
		return codec == this.usual || !method.isKnown()
				|| this.carried.computeIfAbsent(new Carried(codec, method), ServedCodecs::test);
	}

	private static boolean test(Carried one) {
		try {
			one.codec.forMethod(one.method);
			return true;
		}
		catch (RpcConfigurationException ex) {
			logger.warn(one.method + " is not served as " + mediaType(one.codec) + ": " + ex.description() + " "
					+ ex.action());
			return false;
		}
	}

	private record Carried(PayloadCodec codec, MethodContract method) {
	}

}
