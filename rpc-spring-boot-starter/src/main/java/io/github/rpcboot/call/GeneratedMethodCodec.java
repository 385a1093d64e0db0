package io.github.rpcboot.call;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * The JSON of a method whose messages protoc has generated. Declared exceptions have the
 * form that they have everywhere.
 */
final class GeneratedMethodCodec implements MethodCodec {

	private static final byte[] EMPTY_MESSAGE = { '{', '}' };

	private final MethodContract method;

	private final MethodCodec exceptions;

	private final GeneratedJson json;

	private final RpcLimits limits;

	GeneratedMethodCodec(MethodContract method, MethodCodec exceptions, GeneratedJson json, RpcLimits limits) {
		this.method = method;
		this.exceptions = exceptions;
		this.json = json;
		this.limits = limits;
	}

	@Override
	public byte[] encodeArguments(@Nullable Object[] arguments) {
		if (!this.method.isParameterTheMessage()) {
			return EMPTY_MESSAGE;
		}
		return write(JsonMethodCodec.requireMessage(arguments[0], this.method), "request", this.limits.requestBytes(),
				RpcStatus.INVALID_ARGUMENT);
	}

	private byte[] write(Object message, String what, int limit, RpcStatus status) {
		byte[] bytes;
		try {
			bytes = this.json.write(message).getBytes(StandardCharsets.UTF_8);
		}
		catch (IOException | RuntimeException ex) {
			throw new RpcException(status, "The " + what + " cannot be written as JSON at '$'.", ex);
		}
		return requireSize(bytes, what, limit);
	}

	private static byte[] requireSize(byte[] bytes, String what, int limit) {
		if (bytes.length > limit) {
			throw new RpcException(RpcStatus.RESOURCE_EXHAUSTED,
					"The " + what + " is larger than " + limit + " bytes.");
		}
		return bytes;
	}

	@Override
	public @Nullable Object[] decodeArguments(RequestBody body) {
		byte[] bytes = requireSize(JsonMethodCodec.readAll(body), "request", this.limits.requestBytes());
		if (!this.method.isParameterTheMessage()) {
			return new Object[0];
		}
		return new Object[] { read((bytes.length == 0) ? EMPTY_MESSAGE : bytes,
				(JavaType) this.method.parameterTypes().get(0), JsonProblem.REQUEST) };
	}

	private Object read(byte[] bytes, JavaType type, JsonProblem problem) {
		problem.requireUtf8(bytes);
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			return this.json.read(text, type.getRawClass());
		}
		catch (IOException | RuntimeException ex) {
			throw problem.unreadable(ex);
		}
	}

	@Override
	public RpcReply encodeResult(@Nullable Object value) {
		if (!this.method.hasResult() || value == null) {
			return RpcReply.success(EMPTY_MESSAGE, this.method.hasResult());
		}
		return RpcReply.success(write(value, "response", this.limits.responseBytes(), RpcStatus.INTERNAL), false);
	}

	@Override
	public @Nullable Object decodeResult(RpcReply reply) {
		if (!this.method.hasResult() || reply.isNullResult()) {
			return null;
		}
		return read(reply.body(), (JavaType) this.method.resultType(), JsonProblem.RESPONSE);
	}

	@Override
	public @Nullable RpcFailure encodeException(Throwable thrown) {
		return this.exceptions.encodeException(thrown);
	}

	@Override
	public @Nullable Throwable decodeException(RpcFailure failure) {
		return this.exceptions.decodeException(failure);
	}

}
