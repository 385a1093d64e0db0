package io.github.rpcboot.protocol.http;

import java.io.IOException;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.contract.MethodContract;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The providing side of contracts that are mapped to REST: leads requests, whose method a
 * web framework has found and will invoke, through the chain of the provider. What the
 * method throws stays the framework's business; a refusal of the chain is answered here.
 *
 * @since 0.1.0
 */
public final class MappedCalls {

	private static final String CALL = MappedCalls.class.getName() + ".call";

	private static final String REPLY = MappedCalls.class.getName() + ".reply";

	private final RpcServices services;

	private final ConnectRequests requests;

	private final ConnectResponses responses;

	private final HttpDrain drain;

	private MappedCalls(RpcServices services, ConnectRequests requests, ConnectResponses responses, HttpDrain drain) {
		this.services = services;
		this.requests = requests;
		this.responses = responses;
		this.drain = drain;
	}

	/**
	 * Makes the door.
	 * @param services takes the calls
	 * @param codec stands for the messages, which nobody reads
	 * @param errors how refusals are encoded
	 * @param settings times
	 * @param drain knows the connections of the server
	 * @return a door for all mapped contracts
	 */
	public static MappedCalls of(RpcServices services, PayloadCodec codec, ErrorCodec errors,
			HttpRpcEndpoint.Settings settings, HttpDrain drain) {
		return new MappedCalls(services, new ConnectRequests(codec, settings), new ConnectResponses(errors, drain),
				drain);
	}

	/**
	 * Takes a request.
	 * @param request the request, whose body is unread
	 * @param response the response, empty
	 * @param method the method that was found
	 * @param invocation reads the arguments, invokes the method and writes its result
	 * @throws Exception what the invocation has thrown
	 */
	public void handle(HttpServletRequest request, HttpServletResponse response, MethodContract method,
			Invocation invocation) throws Exception {
		Runnable end = this.drain.begin(request);
		try {
			MappedHandling handling = new MappedHandling(request, response, invocation);
			RpcReply reply = reply(request, method, handling);
			settle(request, response, handling, reply);
		}
		finally {
			if (request.isAsyncStarted()) {
				request.getAsyncContext().addListener(new WhenComplete(end));
			}
			else {
				end.run();
			}
		}
	}

	/** Who may not call at all learns nothing of what is wrong with the head. */
	private RpcReply reply(HttpServletRequest request, MethodContract method, MappedHandling handling) {
		RpcCall call;
		try {
			call = this.requests.mapped(request, method);
		}
		catch (RefusedRequestException ex) {
			RpcReply refusal = RpcReply.failure(ex.failure());
			return this.services.handle(this.requests.head(request, method), (refused) -> refusal);
		}
		request.setAttribute(CALL, call);
		return this.services.handle(call, handling);
	}

	private void settle(HttpServletRequest request, HttpServletResponse response, MappedHandling handling,
			RpcReply reply) throws Exception {
		if (handling.thrown() != null && reply.failure() != null) {
			this.drain.mark(request, response);
			request.setAttribute(REPLY, reply);
			handling.rethrow();
		}
		if (reply.failure() != null && !handling.isAnswered()) {
			response.resetBuffer();
			this.responses.write(request, response, reply);
		}
	}

	/**
	 * Says that the result of a method is about to be written.
	 * @param request the request
	 * @param response its response
	 * @throws IOException if it is too late: the result is not to be written then, and
	 * the exception is to leave the invocation
	 */
	public void answering(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (request.getAttribute(CALL) instanceof RpcCall call && call.deadline().isExpired()) {
			throw new LateAnswerException();
		}
		this.drain.mark(request, response);
	}

	/**
	 * Answers an {@link RpcException} that a method has thrown and that nobody of the
	 * application's own has answered.
	 * @param request the request
	 * @param response its response
	 * @param thrown what was thrown
	 * @return whether it is answered now
	 * @throws IOException if the connection fails
	 */
	public boolean answer(HttpServletRequest request, HttpServletResponse response, Throwable thrown)
			throws IOException {
		if (!(thrown instanceof RpcException) || response.isCommitted()
				|| !(request.getAttribute(REPLY) instanceof RpcReply reply)) {
			return false;
		}
		response.resetBuffer();
		this.responses.write(request, response, reply);
		return true;
	}

	/**
	 * What a web framework does with a request: reads the arguments, invokes the method,
	 * writes the result.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface Invocation {

		/**
		 * Does all of it, on the calling thread.
		 * @throws Exception whatever the framework throws
		 */
		void proceed() throws Exception;

	}

}
