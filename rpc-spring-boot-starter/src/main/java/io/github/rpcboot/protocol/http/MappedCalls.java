package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.util.List;

import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.contract.MethodContract;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The providing side of contracts that are mapped to REST: leads requests, whose method a
 * web framework has found and will invoke, through the chain of the provider. What the
 * method throws stays the framework's business; a refusal of the chain is answered here.
 *
 * @since 0.1.0
 */
public final class MappedCalls {

	private static final Log logger = LogFactory.getLog(MappedCalls.class);

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
		return new MappedCalls(services, new ConnectRequests(new ServedCodecs(List.of(codec)), settings),
				new ConnectResponses(errors, drain), drain);
	}

	/**
	 * Takes a request.
	 * @param request the request, whose body is unread
	 * @param response the response, empty
	 * @param method the method that was found
	 * @param invocation reads the arguments and invokes the method
	 * @return whether the framework goes on with what the method returned; {@code false}
	 * if the request is answered
	 * @throws Exception what the invocation has thrown
	 */
	public boolean handle(HttpServletRequest request, HttpServletResponse response, MethodContract method,
			Invocation invocation) throws Exception {
		Runnable end = this.drain.begin(request);
		try {
			MappedHandling handling = new MappedHandling(request, invocation);
			return settle(request, response, handling, reply(request, method, handling));
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
		try {
			return this.services.handle(this.requests.mapped(request, method), handling);
		}
		catch (RefusedRequestException ex) {
			RpcReply refusal = RpcReply.failure(ex.failure());
			return this.services.handle(this.requests.head(request, method), (refused) -> refusal);
		}
	}

	/** What the method returned or threw goes on its way only if the chain lets it. */
	private boolean settle(HttpServletRequest request, HttpServletResponse response, MappedHandling handling,
			RpcReply reply) throws Exception {
		this.drain.mark(request, response);
		if (handling.passes(reply)) {
			reply.headers().forEach(response::addHeader);
			if (handling.isThrownByUs()) {
				request.setAttribute(REPLY, reply);
			}
			handling.complete();
			return true;
		}
		if (response.isCommitted() || request.isAsyncStarted()) {
			logger.warn("The answer had been written, or begun, when the provider's chain decided otherwise: "
					+ ((reply.failure() != null) ? reply.failure() : "success"), handling.thrown());
		}
		else {
			write(request, response, reply);
		}
		return false;
	}

	private void write(HttpServletRequest request, HttpServletResponse response, RpcReply reply) throws IOException {
		response.resetBuffer();
		if (reply.failure() != null) {
			response.setHeader(ConnectProtocol.CODE, reply.failure().status().code());
		}
		this.responses.write(request, response, reply);
	}

	/**
	 * Answers an {@link io.github.rpcboot.RpcException} that a method has thrown and that
	 * nobody of the application's own has answered.
	 * @param request the request
	 * @param response its response
	 * @param thrown what was thrown
	 * @return whether it is answered now
	 * @throws IOException if the connection fails
	 */
	public boolean answer(HttpServletRequest request, HttpServletResponse response, Throwable thrown)
			throws IOException {
		boolean known = request.getAttribute(REPLY) instanceof RpcReply reply && reply.failure() != null
				&& reply.failure().thrown() == thrown;
		if (!known || response.isCommitted()) {
			return false;
		}
		write(request, response, (RpcReply) request.getAttribute(REPLY));
		return true;
	}

	/**
	 * What a web framework does with a request.
	 *
	 * @since 0.1.0
	 */
	public interface Invocation {

		/**
		 * Reads the arguments and invokes the method, on the calling thread.
		 * @param request the request to read from
		 * @return what is to be written, {@code null} if that has been done, or is done
		 * by another thread, or there is nothing to write
		 * @throws Exception whatever the framework or the method throws
		 */
		@Nullable Result proceed(HttpServletRequest request) throws Exception;

		/**
		 * What an exception that was thrown means.
		 * @param thrown the exception
		 * @return a status of HTTP
		 */
		int status(Throwable thrown);

	}

	/**
	 * A result that is still to be written.
	 *
	 * @since 0.1.0
	 */
	public interface Result {

		/**
		 * The status that it will have.
		 * @return a status of HTTP
		 */
		int status();

		/**
		 * Writes it.
		 * @throws Exception whatever the framework throws
		 */
		void write() throws Exception;

	}

}
