package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.contract.MethodContract;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Takes requests below the base path: finds the method, lets the services handle the
 * call, writes the reply.
 */
final class RpcServlet extends HttpServlet {

	private static final long serialVersionUID = 1L;

	private final transient RpcServices services;

	private final boolean exactNames;

	private final transient ConnectRequests requests;

	private final transient ConnectResponses responses;

	private final transient HttpDrain drain;

	private final transient ConnectStreams streams;

	RpcServlet(RpcServices services, boolean exactNames, ConnectRequests requests, ConnectResponses responses,
			HttpDrain drain, ConnectStreams streams) {
		this.streams = streams;
		this.services = services;
		this.exactNames = exactNames;
		this.requests = requests;
		this.responses = responses;
		this.drain = drain;
	}

	@Override
	protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Runnable end = this.drain.begin(request);
		boolean later = false;
		try {
			later = handle(request, response, end);
		}
		finally {
			if (!later) {
				end.run();
			}
		}
	}

	private boolean handle(HttpServletRequest request, HttpServletResponse response, Runnable end) throws IOException {
		MethodContract method = find(request);
		try {
			requireVerb(request.getMethod(), method);
			if (method.hasStreams()) {
				this.streams.handle(request, response, method);
				return false;
			}
			RpcCall call = this.requests.call(request, method);
			return answer(call, this.services.handle(call), request, response, end);
		}
		catch (RefusedRequestException ex) {
			refuse(request, response, method, ex);
			return false;
		}
	}

	private static void requireVerb(String verb, MethodContract method) {
		boolean safe = method.idempotency() == Idempotency.NO_SIDE_EFFECTS;
		boolean get = verb.equals("GET") && (safe || !method.isKnown());
		if (!get && !verb.equals("POST")) {
			throw RefusedRequestException.verb(safe ? "GET, POST" : "POST");
		}
	}

	/**
	 * Who may not call at all learns nothing but that, so the refusal takes the way of a
	 * call for a method that does not exist.
	 */
	private void refuse(HttpServletRequest request, HttpServletResponse response, MethodContract method,
			RefusedRequestException refusal) throws IOException {
		MethodContract nobody = MethodContract.unknown(method.service(), method.name());
		RpcReply reply = this.services.handle(this.requests.head(request, nobody));
		if (reply.failure() != null && reply.failure().status() == RpcStatus.UNIMPLEMENTED) {
			this.responses.refuse(request, response, refusal);
		}
		else {
			this.responses.write(request, response, reply);
		}
	}

	private MethodContract find(HttpServletRequest request) {
		String path = (request.getPathInfo() != null) ? request.getPathInfo() : "/";
		int slash = path.indexOf('/', 1);
		String service = (slash > 0) ? path.substring(1, slash) : path.substring(1);
		String name = (slash > 0) ? path.substring(slash + 1) : "";
		MethodContract method = this.services.find(service, name);
		boolean exact = !this.exactNames || method.name().equals(name);
		return (method.isKnown() && exact) ? method
				: MethodContract.unknown(ConnectRequests.printable(service), ConnectRequests.printable(name));
	}

	/** Tells whether the answer comes later, and its end with it. */
	private boolean answer(RpcCall call, RpcReply reply, HttpServletRequest request, HttpServletResponse response,
			Runnable end) throws IOException {
		CompletableFuture<RpcReply> pending = reply.pending();
		if (pending == null) {
			this.responses.write(request, response, reply, ServedCodecs.mediaType(call.codec()));
			return false;
		}
		if (request.isAsyncSupported()) {
			new PendingAnswer(call, request, response, this.responses, end).await(pending);
			return true;
		}
		this.responses.write(request, response, waitFor(call, pending), ServedCodecs.mediaType(call.codec()));
		return false;
	}

	/** A filter of the application that does not support asynchronous requests. */
	private static RpcReply waitFor(RpcCall call, CompletableFuture<RpcReply> pending) {
		try {
			return pending.get(call.deadline().remainingNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			call.cancellation().cancel();
			return PendingAnswer.tooLate(call);
		}
		catch (InterruptedException ex) {
			call.cancellation().cancel();
			Thread.currentThread().interrupt();
			return RpcReply.failure(RpcFailure.over(RpcStatus.CANCELED, "The provider is stopping.", true));
		}
		catch (ExecutionException ex) {
			return PendingAnswer.broken(call, ex);
		}
	}

}
