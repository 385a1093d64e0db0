package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.RpcFailure;

/** What an exception of an exchange means, given whether the request was written. */
final class ExchangeFailures {

	private ExchangeFailures() {
	}

	static RpcFailure deadline(boolean written) {
		return RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, written ? "No answer came before the deadline."
				: "The deadline passed before a connection was there and the request was sent.", written);
	}

	static RpcFailure canceled(boolean written) {
		return RpcFailure.over(RpcStatus.CANCELED, "The caller gave up.", written);
	}

	/** What ended an exchange, given whether its time was over then. */
	static RpcFailure after(Exception ex, URI url, boolean written, boolean over, Cancellation cancellation) {
		if (cancellation.isCanceled() || Thread.currentThread().isInterrupted()) {
			return canceled(written);
		}
		if (over || (written && ex instanceof SocketTimeoutException)) {
			return deadline(written);
		}
		return of((ex instanceof IOException io) ? io : new IOException(ex), url, written);
	}

	static RpcFailure of(IOException ex, URI url, boolean written) {
		if (written && ex instanceof MalformedAnswerException) {
			return RpcFailure.ambiguous(RpcStatus.UNAVAILABLE,
					"The answer of " + place(url) + " is not HTTP/1.1: " + ex.getMessage() + ". Is the URL right?", ex);
		}
		if (written) {
			return RpcFailure.ambiguous(RpcStatus.UNAVAILABLE,
					"The connection to " + place(url) + " broke before the whole answer was there.", ex);
		}
		return (ex instanceof SocketTimeoutException) ? RpcFailure.notAccepted(neverSent(ex, url), ex)
				: RpcFailure.neverSent(RpcStatus.UNAVAILABLE, neverSent(ex, url), ex);
	}

	/** What a foreign client says of its last try, which need not be its only one. */
	static RpcFailure foreign(IOException ex, URI url) {
		boolean unconnected = ex instanceof ConnectException || ex instanceof UnknownHostException
				|| ex instanceof NoRouteToHostException || ex instanceof SSLException;
		return unconnected ? RpcFailure.ambiguous(RpcStatus.UNAVAILABLE, neverSent(ex, url), ex) : of(ex, url, true);
	}

	private static String neverSent(IOException ex, URI url) {
		if (ex instanceof UnknownHostException) {
			return "The host '" + url.getHost() + "' is not known. Check the name in the configured URL.";
		}
		if (ex instanceof SSLPeerUnverifiedException || ex instanceof SSLHandshakeException) {
			return "The TLS handshake with " + place(url) + " failed: " + ex.getMessage()
					+ ". Check the certificate and 'ssl.bundle'.";
		}
		if (ex instanceof SSLException) {
			return place(url) + " does not speak TLS as expected. Is it plain HTTP?";
		}
		if (ex instanceof SocketTimeoutException) {
			return place(url) + " did not accept a connection in time.";
		}
		if (ex instanceof ConnectException || ex instanceof NoRouteToHostException) {
			return place(url) + " does not accept connections. Is the application running there?";
		}
		return "No connection to " + place(url) + " could be made.";
	}

	static String place(URI url) {
		int port = (url.getPort() >= 0) ? url.getPort() : url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
		return url.getHost() + ":" + port;
	}

}
