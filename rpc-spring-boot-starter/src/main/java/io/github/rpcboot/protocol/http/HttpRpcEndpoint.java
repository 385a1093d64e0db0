package io.github.rpcboot.protocol.http;

import java.time.Duration;

import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.RpcServices;
import jakarta.servlet.http.HttpServlet;

/**
 * The providing side of HTTP: one servlet beside the application's own, for everything
 * below the base path.
 *
 * @since 0.1.0
 */
public final class HttpRpcEndpoint {

	private HttpRpcEndpoint() {
	}

	/**
	 * Makes the servlet. It supports asynchronous processing and expects a mapping that
	 * ends in {@code /*}.
	 * @param services takes the calls
	 * @param codec how messages are encoded
	 * @param errors how errors are encoded
	 * @param settings limits and times
	 * @return a servlet
	 */
	public static HttpServlet servlet(RpcServices services, PayloadCodec codec, ErrorCodec errors, Settings settings) {
		return new RpcServlet(services, new ConnectRequests(codec, settings), new ConnectResponses(errors));
	}

	/**
	 * Limits and times of the servlet.
	 *
	 * @param timeout the deadline of a call whose caller sends none, and the most that
	 * one may ask for
	 * @param timeoutOrigin the configuration key that it comes from
	 * @param limits how large messages may be
	 * @since 0.1.0
	 */
	public record Settings(Duration timeout, String timeoutOrigin, RpcLimits limits) {
	}

}
