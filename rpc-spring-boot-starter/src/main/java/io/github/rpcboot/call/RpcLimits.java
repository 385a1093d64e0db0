package io.github.rpcboot.call;

/**
 * How large messages may be. Sizes count decoded bytes, while they stream.
 *
 * @param requestBytes the most bytes of a request message
 * @param responseBytes the most bytes of a response message
 * @param depth the deepest nesting of a message
 * @since 0.1.0
 */
public record RpcLimits(int requestBytes, int responseBytes, int depth) {

	/** 4 MB each way, 100 levels. */
	public static final RpcLimits DEFAULT = new RpcLimits(4 << 20, 4 << 20, 100);

}
