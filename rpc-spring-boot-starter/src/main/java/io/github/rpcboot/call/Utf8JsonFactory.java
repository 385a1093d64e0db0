package io.github.rpcboot.call;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;

/**
 * Reads UTF-8 in arrays with {@link UniqueNames} where duplicates are to be detected. All
 * else is left to Jackson and its own detection.
 */
final class Utf8JsonFactory extends JsonFactory {

	private static final long serialVersionUID = 1L;

	private static final int DUPLICATES = StreamReadFeature.STRICT_DUPLICATE_DETECTION.getMask();

	Utf8JsonFactory(JsonFactoryBuilder builder) {
		super(builder);
	}

	@Override
	protected JsonParser _createParser(ObjectReadContext context, IOContext io, byte[] json, int offset, int length) {
		int features = context.getStreamReadFeatures(this._streamReadFeatures);
		if ((features & DUPLICATES) == 0 || !isUtf8(json, offset, length)) {
			return super._createParser(context, io, json, offset, length);
		}
		this._streamReadConstraints.validateDocumentLength(length);
		return new Parser(context, io, features & ~DUPLICATES, context.getFormatReadFeatures(this._formatReadFeatures),
				this._byteSymbolCanonicalizer.makeChildOrPlaceholder(this._factoryFeatures), json, offset, length);
	}

	/** JSON begins with two ASCII characters, or with a byte order mark or a zero. */
	private static boolean isUtf8(byte[] json, int offset, int length) {
		return offset >= 0 && length > 1 && offset <= json.length - length && json[offset] > 0 && json[offset + 1] != 0;
	}

	private static final class Parser extends UTF8StreamJsonParser {

		Parser(ObjectReadContext context, IOContext io, int features, int formatFeatures,
				ByteQuadsCanonicalizer symbols, byte[] json, int offset, int length) {
			super(context, io, features, formatFeatures, null, symbols, json, offset, offset + length, 0, false);
			this._streamReadContext = UniqueNames.root(this);
		}

	}

}
