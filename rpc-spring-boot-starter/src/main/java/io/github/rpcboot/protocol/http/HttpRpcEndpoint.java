package io.github.rpcboot.protocol.http;

import java.time.Duration;
import java.util.List;

import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.RpcStreams;
import jakarta.servlet.http.HttpServlet;

/**
 * The providing side of HTTP: one servlet beside the application's own, for everything
 * below the base path.
 *
 * @since 0.1.0
 */
public final class HttpRpcEndpoint {

	/** The name of the servlet, by which filters know it. */
	public static final String SERVLET_NAME = "rpc";

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
		return servlet(services, List.of(codec), errors, settings, HttpDrain.create(), (request) -> null);
	}

	/**
	 * Makes the servlet of a provider that drains before it stops.
	 * @param services takes the calls
	 * @param codecs how messages are encoded: the usual codec, which carries every
	 * method, and those that a request may name instead
	 * @param errors how errors are encoded
	 * @param settings limits and times
	 * @param drain knows the connections of this servlet
	 * @param presence tells whether callers of streams are still there
	 * @return a servlet
	 * @see #servlet(RpcServices, PayloadCodec, ErrorCodec, Settings)
	 */
	public static HttpServlet servlet(RpcServices services, List<PayloadCodec> codecs, ErrorCodec errors,
			Settings settings, HttpDrain drain, CallerPresence presence) {
		ServedCodecs served = new ServedCodecs(codecs);
		ConnectRequests requests = new ConnectRequests(served, settings);
		ConnectResponses responses = new ConnectResponses(errors, drain);
		return new RpcServlet(services, settings.exactNames(), requests, responses, drain,
				new ConnectStreams(services, requests, responses, errors, served, drain, presence));
	}

	/**
	 * Limits and times of the servlet.
	 *
	 * @param timeout the deadline of a call whose caller sends none, and the most that
	 * one may ask for
	 * @param timeoutOrigin the configuration key that it comes from
	 * @param limits how large messages may be
	 * @param exactNames whether a method answers only to its declared spelling, so that
	 * rules for paths hold; else its first letter may be in either case
	 * @param streamIdle the longest time that the next message of a request stream is
	 * waited for
	 * @since 0.1.0
	 */
	public record Settings(Duration timeout, String timeoutOrigin, RpcLimits limits, boolean exactNames,
			Duration streamIdle) {

		/**
		 * Settings with the usual time between two messages of a stream.
		 * @param timeout the deadline of a call whose caller sends none, and the most
		 * that one may ask for
		 * @param timeoutOrigin the configuration key that it comes from
		 * @param limits how large messages may be
		 * @param exactNames whether a method answers only to its declared spelling
		 */
		public Settings(Duration timeout, String timeoutOrigin, RpcLimits limits, boolean exactNames) {
			this(timeout, timeoutOrigin, limits, exactNames, RpcStreams.IDLE);
		}

	}

}
