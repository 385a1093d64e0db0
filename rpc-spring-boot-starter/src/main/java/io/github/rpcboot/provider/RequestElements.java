package io.github.rpcboot.provider;

import java.util.function.Consumer;

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

	private final Consumer<Object> check;

	private volatile long lastNanos = System.nanoTime();

	private volatile boolean waiting;

	private @Nullable RpcException failure;

	/**
	 * The elements of a call.
	 * @param check throws if an element is not valid
	 */
	RequestElements(MessageStream messages, PayloadCodec format, MethodCodec codec, Consumer<Object> check) {
		this.check = check;
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
			byte[] message = message();
			return (message != null) ? decode(message) : end(this.messages.failure());
		}
		catch (RpcException ex) {
			this.failure = ex;
			throw ex;
		}
	}

	private byte @Nullable [] message() {
		this.waiting = true;
		try {
			return this.messages.next();
		}
		finally {
			this.lastNanos = System.nanoTime();
			this.waiting = false;
		}
	}

	/** How long nobody but the bean has been waited for. */
	long quietNanos() {
		return this.waiting ? 0 : System.nanoTime() - this.lastNanos;
	}

	private Object decode(byte[] message) {
		Object element = this.codec.decodeRequestElement(this.format.body(message));
		if (element == null) {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT, "A message of the request stream has no element.");
		}
		this.check.accept(element);
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
