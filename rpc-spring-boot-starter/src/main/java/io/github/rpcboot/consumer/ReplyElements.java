package io.github.rpcboot.consumer;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.ElementSource;
import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a response stream. What it failed with, it fails with again.
 */
final class ReplyElements implements ElementSource {

	/** Streams that a short-circuit left behind, whose readers forgot to close them. */
	private static final Cleaner ABANDONED = Cleaner.create();

	private final RpcCall call;

	private final MessageStream stream;

	private final MethodCodec codec;

	private final MethodInvoker invoker;

	private final Cleaner.Cleanable end;

	private volatile boolean canceled;

	private boolean ended;

	private @Nullable Throwable failure;

	ReplyElements(RpcCall call, MessageStream stream, MethodCodec codec, MethodInvoker invoker, Runnable end) {
		this.call = call;
		this.stream = stream;
		this.codec = codec;
		this.invoker = invoker;
		this.end = ABANDONED.register(this, new End(stream, end));
	}

	@Override
	public @Nullable Object next() throws Throwable {
		try {
			return pull();
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

	private @Nullable Object pull() throws Throwable {
		if (!this.ended) {
			byte[] message = this.canceled ? null : this.stream.next();
			if (message != null) {
				return decode(message);
			}
			ended(this.canceled ? closed() : failureOfStream());
		}
		if (this.failure != null) {
			throw this.failure;
		}
		return null;
	}

	private Throwable closed() {
		return RpcFailure.over(RpcStatus.CANCELED, "The stream was closed by its reader.", true).toException(this.call);
	}

	private @Nullable Throwable failureOfStream() {
		RpcFailure failed = this.stream.failure();
		return (failed != null) ? this.invoker.thrown(this.call, failed) : null;
	}

	private Object decode(byte[] message) {
		try {
			Object element = this.codec.decodeResponseElement(message);
			if (element != null) {
				return element;
			}
			throw new RpcException(RpcStatus.INTERNAL, "A message of the stream has no element.");
		}
		catch (RpcException ex) {
			RpcException told = RpcFailure.ambiguous(ex.status(), ex.reason(), ex.getCause()).toException(this.call);
			ended(told);
			throw told;
		}
	}

	private void ended(@Nullable Throwable how) {
		this.failure = how;
		this.ended = true;
		this.end.clean();
	}

	@Override
	public void cancel() {
		this.canceled = true;
		this.stream.close();
	}

	@Override
	public void close() {
		this.stream.close();
		if (!this.ended) {
			ended(closed());
		}
	}

	/** Runs once; knows nothing of the elements, which would be reachable for ever. */
	private record End(MessageStream stream, Runnable end) implements Runnable {

		@Override
		public void run() {
			this.stream.close();
			this.end.run();
		}

	}

}
