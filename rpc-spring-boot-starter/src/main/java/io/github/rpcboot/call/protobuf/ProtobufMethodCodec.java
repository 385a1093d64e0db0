package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.io.InputStream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RequestBody;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.schema.MethodSchema;
import org.jspecify.annotations.Nullable;

/** The protobuf messages of one method. */
final class ProtobufMethodCodec implements MethodCodec {

	private static final byte[] EMPTY_MESSAGE = {};

	private static final int SMALL = 256;

	/** Larger messages must not make the buffers of small ones large. */
	private static final int LARGE = 16 * 1024;

	private final MethodContract method;

	private final MethodCodec json;

	private final RpcLimits limits;

	private final MessageCodec request;

	private final MessageCodec response;

	/** What the last messages took; a race does no harm. */
	private int requestSize = SMALL;

	private int responseSize = SMALL;

	ProtobufMethodCodec(MethodSchema schema, MessageCodecs codecs, MethodCodec json, RpcLimits limits) {
		this.method = schema.contract();
		this.json = json;
		this.limits = limits;
		this.request = codecs.of(schema.request());
		this.response = codecs.of(schema.response());
	}

	@Override
	public byte[] encodeArguments(@Nullable Object[] arguments) {
		Object message = this.method.isParameterTheMessage() ? requireMessage(arguments[0]) : arguments;
		byte[] bytes = write(this.request, message, this.requestSize, this.limits.requestBytes(),
				ProtobufProblem.REQUEST);
		this.requestSize = Math.min(bytes.length, LARGE);
		return bytes;
	}

	private Object requireMessage(@Nullable Object message) {
		if (message == null) {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT, "The argument of " + this.method
					+ " is null. Pass an object: the only parameter is the request message itself.");
		}
		return message;
	}

	private byte[] write(MessageCodec codec, Object message, int expected, int limit, ProtobufProblem problem) {
		Writing out = new Writing(this.limits, expected, limit, problem.what());
		try {
			codec.write(message, out);
			return out.toByteArray();
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw problem.unwritable(ex, out);
		}
	}

	@Override
	public @Nullable Object[] decodeArguments(RequestBody body) {
		byte[] bytes = readAll(body);
		Object message = read(this.request, bytes, this.limits.requestBytes(), ProtobufProblem.REQUEST);
		return this.method.isParameterTheMessage() ? new @Nullable Object[] { message } : (@Nullable Object[]) message;
	}

	private static byte[] readAll(RequestBody body) {
		try (InputStream in = body.open()) {
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new RpcException(RpcStatus.CANCELED, "The caller broke off while it was sending the request.", ex);
		}
	}

	private Object read(MessageCodec codec, byte[] bytes, int limit, ProtobufProblem problem) {
		if (bytes.length > limit) {
			throw problem.tooLarge(limit);
		}
		Reading in = new Reading(bytes, this.limits);
		try {
			Slots slots = in.slots(codec);
			codec.read(slots, in);
			return codec.make(slots, in);
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw problem.unreadable(ex, in);
		}
	}

	@Override
	public RpcReply encodeResult(@Nullable Object value) {
		if (!this.method.hasResult()) {
			return RpcReply.success(EMPTY_MESSAGE, false);
		}
		if (value == null && this.method.isResultTheMessage()) {
			return RpcReply.success(EMPTY_MESSAGE, true);
		}
		Object message = (value != null && this.method.isResultTheMessage()) ? value : new @Nullable Object[] { value };
		byte[] bytes = write(this.response, message, this.responseSize, this.limits.responseBytes(),
				ProtobufProblem.RESPONSE);
		this.responseSize = Math.min(bytes.length, LARGE);
		return RpcReply.success(bytes, false);
	}

	@Override
	public @Nullable Object decodeResult(RpcReply reply) {
		if (!this.method.hasResult() || (reply.isNullResult() && this.method.isResultTheMessage())) {
			return null;
		}
		Object message = read(this.response, reply.body(), this.limits.responseBytes(), ProtobufProblem.RESPONSE);
		return this.method.isResultTheMessage() ? message : ((@Nullable Object[]) message)[0];
	}

	@Override
	public @Nullable RpcFailure encodeException(Throwable thrown) {
		return this.json.encodeException(thrown);
	}

	@Override
	public @Nullable Throwable decodeException(RpcFailure failure) {
		return this.json.decodeException(failure);
	}

}
