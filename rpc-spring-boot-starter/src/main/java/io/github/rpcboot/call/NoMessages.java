package io.github.rpcboot.call;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the messages of a REST-mapped method, whose transport reads and writes them.
 */
final class NoMessages implements MethodCodec {

	private static final byte[] NOTHING = {};

	private final MethodContract method;

	NoMessages(MethodContract method) {
		this.method = method;
	}

	@Override
	public byte[] encodeArguments(@Nullable Object[] arguments) {
		return NOTHING;
	}

	@Override
	public @Nullable Object[] decodeArguments(RequestBody body) {
		throw unknown();
	}

	@Override
	public RpcReply encodeResult(@Nullable Object result) {
		throw unknown();
	}

	@Override
	public @Nullable Object decodeResult(RpcReply reply) {
		throw unknown();
	}

	private RpcException unknown() {
		return new RpcException(RpcStatus.INTERNAL, this.method + " is mapped to REST, and has no message of ours.");
	}

	@Override
	public @Nullable RpcFailure encodeException(Throwable thrown) {
		return null;
	}

	@Override
	public @Nullable Throwable decodeException(RpcFailure failure) {
		return null;
	}

}
