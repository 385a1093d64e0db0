package io.github.rpcboot.call;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RpcFailure.DeclaredException;
import io.github.rpcboot.contract.ExceptionContract;
import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The JSON messages of one method. */
final class JsonMethodCodec implements MethodCodec {

	private static final byte[] EMPTY_MESSAGE = { '{', '}' };

	private final MethodContract method;

	private final JsonMapper mapper;

	private final RpcLimits limits;

	private final JsonMembers parameters;

	private final JsonMembers result;

	private final Map<ExceptionContract, JsonMembers> exceptions;

	private final ExpectedSize requests = new ExpectedSize();

	private final ExpectedSize responses = new ExpectedSize();

	private final @Nullable ObjectWriter messageWriter;

	private final @Nullable ObjectWriter resultWriter;

	JsonMethodCodec(MethodContract method, JsonMapper mapper, RpcLimits limits) {
		this.method = method;
		this.mapper = mapper;
		this.limits = limits;
		this.parameters = parameterMembers(method, mapper);
		this.result = resultMembers(method, mapper);
		this.exceptions = method.exceptions()
			.stream()
			.collect(Collectors.toMap(Function.identity(), (contract) -> members(mapper, contract)));
		boolean generated = method.hasGeneratedMessages();
		this.messageWriter = (method.isParameterTheMessage() && !generated)
				? JsonMembers.writer(mapper, method.parameterTypes().get(0)) : null;
		this.resultWriter = (method.isResultTheMessage() && !generated)
				? JsonMembers.writer(mapper, method.resultType()) : null;
	}

	/** Jackson is not asked about generated messages, which others write and read. */
	private static JsonMembers parameterMembers(MethodContract method, JsonMapper mapper) {
		if (method.hasGeneratedMessages()) {
			return JsonMembers.of(mapper, List.of(), List.of());
		}
		return method.isParameterTheMessage() ? JsonMembers.message(mapper, method.parameterTypes().get(0))
				: JsonMembers.of(mapper, method.parameterNames(), method.parameterTypes());
	}

	private static JsonMembers resultMembers(MethodContract method, JsonMapper mapper) {
		if (!method.hasResult() || method.hasGeneratedMessages()) {
			return JsonMembers.of(mapper, List.of(), List.of());
		}
		return method.isResultTheMessage() ? JsonMembers.message(mapper, method.resultType())
				: JsonMembers.of(mapper, List.of("result"), List.of(method.resultType()));
	}

	@Override
	public byte[] encodeArguments(@Nullable Object[] arguments) {
		LimitedOutput out = this.requests.output(this.limits.requestBytes(), "request");
		try {
			if (this.messageWriter == null) {
				this.parameters.write(this.mapper, out, arguments);
			}
			else {
				this.messageWriter.writeValue(out, requireMessage(arguments[0], this.method));
			}
			return this.requests.end(out);
		}
		catch (JacksonException ex) {
			throw JsonProblem.unwritable(ex, "request", RpcStatus.INVALID_ARGUMENT);
		}
	}

	static Object requireMessage(@Nullable Object message, MethodContract method) {
		if (message == null) {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT, "The argument of " + method
					+ " is null. Pass an object: the only parameter is the request message itself.");
		}
		return message;
	}

	@Override
	public @Nullable Object[] decodeArguments(RequestBody body) {
		byte[] bytes = readAll(body);
		if (bytes.length == 0) {
			bytes = EMPTY_MESSAGE;
		}
		return this.parameters.read(bytes, JsonProblem.REQUEST);
	}

	static byte[] readAll(RequestBody body) {
		try (InputStream in = body.open()) {
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new RpcException(RpcStatus.CANCELED, "The caller broke off while it was sending the request.", ex);
		}
	}

	@Override
	public RpcReply encodeResult(@Nullable Object value) {
		if (!this.method.hasResult()) {
			return RpcReply.success(EMPTY_MESSAGE, false);
		}
		if (value == null && this.resultWriter != null) {
			return RpcReply.success(EMPTY_MESSAGE, true);
		}
		LimitedOutput out = this.responses.output(this.limits.responseBytes(), "response");
		try {
			if (this.resultWriter != null) {
				this.resultWriter.writeValue(out, value);
			}
			else {
				this.result.write(this.mapper, out, new @Nullable Object[] { value });
			}
			return RpcReply.success(this.responses.end(out), false);
		}
		catch (JacksonException ex) {
			throw JsonProblem.unwritable(ex, "response", RpcStatus.INTERNAL);
		}
	}

	@Override
	public @Nullable Object decodeResult(RpcReply reply) {
		if (!this.method.hasResult() || (reply.isNullResult() && this.method.isResultTheMessage())) {
			return null;
		}
		return this.result.read(reply.body(), JsonProblem.RESPONSE)[0];
	}

	@Override
	public @Nullable RpcFailure encodeException(Throwable thrown) {
		ExceptionContract contract = this.method.exceptionOf(thrown);
		if (contract == null) {
			return null;
		}
		LimitedOutput out = new LimitedOutput(256, this.limits.responseBytes(), "response");
		try {
			members(contract).write(this.mapper, out, values(contract, thrown));
		}
		catch (JacksonException ex) {
			throw JsonProblem.unwritable(ex, "declared exception", RpcStatus.INTERNAL);
		}
		String message = (thrown.getMessage() != null) ? thrown.getMessage() : contract.name();
		return RpcFailure.answered(contract.status(), message)
			.withException(new DeclaredException(contract.name(), out.toByteArray()));
	}

	private static @Nullable Object[] values(ExceptionContract contract, Throwable thrown) {
		List<@Nullable Object> values = new ArrayList<>(contract.fields().size());
		for (ExceptionContract.Field field : contract.fields()) {
			try {
				values.add(field.reader().read(thrown));
			}
			catch (ReflectiveOperationException ex) {
				throw new RpcException(RpcStatus.INTERNAL,
						"The field '" + field.name() + "' of " + contract.name() + " cannot be read.", ex);
			}
		}
		return values.toArray();
	}

	@Override
	public @Nullable Throwable decodeException(RpcFailure failure) {
		DeclaredException exception = failure.exception();
		ExceptionContract contract = (exception != null) ? this.method.exceptionNamed(exception.name()) : null;
		if (exception == null || contract == null) {
			return null;
		}
		try {
			return contract.create(members(contract).read(exception.fields(), JsonProblem.RESPONSE));
		}
		catch (RpcException | ReflectiveOperationException ex) {
			return null;
		}
	}

	private JsonMembers members(ExceptionContract contract) {
		return Objects.requireNonNull(this.exceptions.get(contract));
	}

	private static JsonMembers members(JsonMapper mapper, ExceptionContract contract) {
		return JsonMembers.of(mapper, contract.fields().stream().map(ExceptionContract.Field::name).toList(),
				contract.fields().stream().map(ExceptionContract.Field::type).toList());
	}

}
