package io.github.rpcboot.protocol.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.RestMapping;
import io.github.rpcboot.protocol.http.HttpEngine.Answer;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;

/**
 * Sends calls of contracts that are mapped to REST: a client of the library that reads
 * the mapping turns arguments into a request and an answer into a result; the exchange
 * between them is ours.
 */
final class MappedTransport {

	private final HttpEngine engine;

	private final MappedExchange.Settings settings;

	private final Function<RestMapping, Object> clients;

	private final Map<RestMapping, Object> known = new ConcurrentHashMap<>();

	MappedTransport(HttpEngine engine, MappedExchange.Settings settings, Function<RestMapping, Object> clients) {
		this.engine = engine;
		this.settings = settings;
		this.clients = clients;
	}

	/** Makes the client now, so that a mapping that cannot be read stops the start. */
	Object client(RestMapping mapping) {
		Object client = this.known.get(mapping);
		if (client == null) {
			// Made outside of the map: beans that it needs may ask for other contracts.
			Object made = this.clients.apply(mapping);
			Object earlier = this.known.putIfAbsent(mapping, made);
			client = (earlier != null) ? earlier : made;
		}
		return client;
	}

	RpcReply send(RestMapping mapping, RpcCall call, Endpoint endpoint, boolean fresh) {
		if (call.attempts().size() > 1 && OnceReadable.isAmong(call.arguments())) {
			return RpcReply.failure(RpcFailure.over(RpcStatus.UNAVAILABLE,
					"An argument of " + call.method() + " can be read only once, so the call is not repeated.", false))
				.withoutInstance();
		}
		MappedExchange exchange = new MappedExchange(this.engine, call, endpoint, this.settings, fresh);
		RpcReply reply = send(client(mapping), call, exchange);
		Answer answer = exchange.answer();
		RpcReply told = (answer != null) ? reply.withHeaders(RpcHeaders.ofPairs(answer.headers())) : reply;
		return exchange.isAtInstance() ? told : told.withoutInstance();
	}

	private static RpcReply send(Object client, RpcCall call, MappedExchange exchange) {
		try {
			Object value = exchange.run(() -> invoke(client, call));
			Answer answer = exchange.answer();
			if (answer != null && isSentOn(answer)
					&& !(value instanceof HttpEntity<?> || value instanceof HttpHeaders)) {
				return RpcReply.failure(sentOn(answer));
			}
			byte[] body = (answer != null) ? answer.body() : new byte[0];
			return RpcReply.success(body, value == null).withValue(value);
		}
		catch (Throwable ex) {
			return RpcReply.failure(failure(declared(ex), exchange, call.method()));
		}
	}

	private static Throwable declared(Throwable ex) {
		Throwable cause = (ex instanceof UndeclaredThrowableException) ? ex.getCause() : null;
		return (cause != null) ? cause : ex;
	}

	private static @Nullable Object invoke(Object client, RpcCall call) throws Throwable {
		try {
			return call.method().javaMethod().invoke(client, call.arguments());
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private static RpcFailure failure(Throwable ex, MappedExchange exchange, MethodContract method) {
		if (ex instanceof Error error) {
			throw error;
		}
		RpcFailure failure = exchange.failure();
		Answer answer = exchange.answer();
		if (failure != null) {
			return failure;
		}
		if (answer == null) {
			return RpcFailure
				.over(RpcStatus.INVALID_ARGUMENT, "The arguments of " + method
						+ " could not be made into a request, so this attempt sent nothing. The cause says why.", false)
				.withCause(ex);
		}
		RpcFailure told = answered(ex, answer, method, exchange.isAtInstance());
		boolean own = answer.status() >= 300 && !isOfALibrary(ex);
		return told.withRetryAfter(RetryAfter.of(answer)).withCause(ex).withThrown(own ? ex : null);
	}

	private static boolean isSentOn(Answer answer) {
		return answer.status() >= 300 && answer.status() < 400;
	}

	private static RpcFailure sentOn(Answer answer) {
		return RpcFailure.answered(RpcStatus.FAILED_PRECONDITION, "The service answered HTTP " + answer.status()
				+ ". Only what reads is sent on to another place, and not from https to http.");
	}

	/** Another instance would not help where this one was not asked. */
	private static RpcFailure answered(Throwable ex, Answer answer, MethodContract method, boolean atInstance) {
		if (answer.status() < 300) {
			return RpcFailure.answered(RpcStatus.INTERNAL, "The answer to " + method + ", HTTP " + answer.status()
					+ ", cannot be read as its result. Check the contract against the service.");
		}
		if (isSentOn(answer)) {
			return sentOn(answer);
		}
		RpcStatus status = HttpStatusMapper.fromRest(answer.status());
		String message = "The service answered HTTP " + answer.status() + ". The cause has its body.";
		return (atInstance && isRefusedOnTheWay(answer.status())) ? RpcFailure.ambiguous(status, message, ex)
				: RpcFailure.answered(status, message);
	}

	/** Others answer so for an application that is not there, or busy. */
	private static boolean isRefusedOnTheWay(int status) {
		return status >= 502 && status <= 504;
	}

	/** What else was made of an error is the work of the application's own decoder. */
	private static boolean isOfALibrary(Throwable ex) {
		for (Class<?> type = ex.getClass(); type != null; type = type.getSuperclass()) {
			if (type.getName().equals("feign.FeignException")
					|| type.getName().equals("org.springframework.web.client.RestClientException")) {
				return true;
			}
		}
		return false;
	}

}
