package io.github.rpcboot.provider;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.ElementSource;
import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RpcFailure;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a request stream, as the bean sees them. What it failed with, it fails
 * with again.
 */
final class RequestElements implements ElementSource {

	private final MessageStream messages;

	private final PayloadCodec format;

	private final MethodCodec codec;

	private @Nullable RpcException failure;

	RequestElements(MessageStream messages, PayloadCodec format, MethodCodec codec) {
		this.messages = messages;
		this.format = format;
		this.codec = codec;
	}

	@Override
	public @Nullable Object next() {
		if (this.failure != null) {
			throw this.failure;
		}
		try {
			byte[] message = this.messages.next();
			return (message != null) ? decode(message) : end(this.messages.failure());
		}
		catch (RpcException ex) {
			this.failure = ex;
			throw ex;
		}
	}

	private Object decode(byte[] message) {
		Object element = this.codec.decodeRequestElement(this.format.body(message));
		if (element == null) {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT, "A message of the request stream has no element.");
		}
		return element;
	}

	private static @Nullable Object end(@Nullable RpcFailure failure) {
		if (failure != null) {
			throw new RpcException(failure.status(), failure.message(), failure.cause());
		}
		return null;
	}

	@Override
	public void cancel() {
		this.messages.close();
	}

	@Override
	public void close() {
		this.messages.close();
	}

}
