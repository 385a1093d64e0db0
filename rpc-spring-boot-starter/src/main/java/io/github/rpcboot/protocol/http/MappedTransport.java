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
import io.github.rpcboot.call.RpcReply;
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

	private final MappedFailures failures;

	private final Function<RestMapping, Object> clients;

	private final Map<RestMapping, Object> known = new ConcurrentHashMap<>();

	MappedTransport(HttpEngine engine, MappedExchange.Settings settings, MappedFailures failures,
			Function<RestMapping, Object> clients) {
		this.engine = engine;
		this.settings = settings;
		this.failures = failures;
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
		RpcReply told = (answer != null) ? HttpTransport.withHead(reply, answer) : reply;
		return exchange.isAtInstance() ? told : told.withoutInstance();
	}

	private RpcReply send(Object client, RpcCall call, MappedExchange exchange) {
		try {
			Object value = exchange.run(() -> invoke(client, call));
			Answer answer = exchange.answer();
			if (answer != null && MappedFailures.isSentOn(answer)
					&& !(value instanceof HttpEntity<?> || value instanceof HttpHeaders)) {
				return RpcReply.failure(MappedFailures.sentOn(answer));
			}
			byte[] body = (answer != null) ? answer.body() : new byte[0];
			return RpcReply.success(body, value == null).withValue(value);
		}
		catch (Throwable ex) {
			return RpcReply.failure(this.failures.of(declared(ex), exchange, call.method()));
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

}
