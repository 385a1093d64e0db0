package io.github.rpcboot.protocol.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RpcFailure;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Apache HttpClient 5, which pools connections per instance. */
final class HttpComponentsEngine implements HttpEngine {

	private static final long LONGEST_LEASE_MILLIS = 100;

	private final CloseableHttpClient client;

	HttpComponentsEngine(CloseableHttpClient client) {
		this.client = client;
	}

	/** A request without a body counts as written: nothing tells when its head leaves. */
	@Override
	public Answer send(Request request, Deadline deadline, Cancellation cancellation) throws Failed {
		WatchedEntity entity = new WatchedEntity(request.body());
		HttpUriRequestBase sent = new HttpUriRequestBase(request.method(), request.url());
		if (request.tellsLength()) {
			sent.setEntity(entity);
		}
		else {
			entity.written = true;
		}
		sent.setConfig(config(deadline));
		for (int i = 0; i < request.headers().size(); i += 2) {
			sent.addHeader(request.headers().get(i), request.headers().get(i + 1));
		}
		try (ExchangeWatch watch = new ExchangeWatch(deadline, cancellation, sent::cancel)) {
			try {
				return execute(sent, request);
			}
			catch (IOException | RuntimeException ex) {
				throw failed(ex, request, entity.written, watch, deadline, cancellation);
			}
		}
	}

	private Answer execute(HttpUriRequestBase sent, Request request) throws IOException {
		HttpClientContext context = HttpClientContext.create();
		if (request.fresh()) {
			// The pool closes the connections of the route that have another owner.
			context.setUserToken(new Object());
		}
		return this.client.execute(host(sent, request.address()), sent, context,
				(response) -> read(sent, response, request.responseLimit()));
	}

	/**
	 * Where to connect to. The name stays what the request, TLS and the check of the
	 * certificate say; the pool keeps the connections of each address apart.
	 */
	private static @Nullable HttpHost host(HttpUriRequestBase sent, @Nullable InetAddress address) {
		URIAuthority authority = sent.getAuthority();
		return (address != null) ? new HttpHost(sent.getScheme(), address, authority.getHostName(), authority.getPort())
				: null;
	}

	/**
	 * The newer place for the connect time-out knows routes, and not calls.
	 */
	@SuppressWarnings("deprecation")
	private static RequestConfig config(Deadline deadline) {
		long remaining = Math.max(1, deadline.remainingMillis());
		return RequestConfig.custom()
			.setConnectionRequestTimeout(Timeout.ofMilliseconds(Math.min(LONGEST_LEASE_MILLIS, remaining)))
			.setConnectTimeout(Timeout.ofMilliseconds(ConnectTime.millis(deadline)))
			.setResponseTimeout(Timeout.of(remaining, TimeUnit.MILLISECONDS))
			.setRedirectsEnabled(false)
			.setProtocolUpgradeEnabled(false)
			.build();
	}

	/** The client would read a refused answer to its end, so the connection is closed. */
	private static Answer read(HttpUriRequestBase sent, ClassicHttpResponse response, int limit)
			throws IOException, HttpException {
		List<String> headers = new ArrayList<>(12);
		for (Header header : response.getHeaders()) {
			headers.add(header.getName().toLowerCase(Locale.ROOT));
			headers.add(header.getValue());
		}
		HttpEntity entity = response.getEntity();
		try {
			byte[] body = AnswerBody.read((entity != null) ? entity.getContent() : null,
					(entity != null) ? entity.getContentEncoding() : null, limit);
			return new Answer(response.getCode(), headers, body);
		}
		catch (Failed ex) {
			sent.cancel();
			throw new Wrapped(ex);
		}
	}

	private static Failed failed(Exception ex, Request request, boolean written, ExchangeWatch watch, Deadline deadline,
			Cancellation cancellation) {
		if (ex instanceof Wrapped wrapped) {
			return wrapped.failed;
		}
		if (ex instanceof ConnectionRequestTimeoutException) {
			return new Failed(
					RpcFailure.over(RpcStatus.RESOURCE_EXHAUSTED,
							"All connections to " + ExchangeFailures.place(request.url())
									+ " are in use. Lower 'max-in-flight', so that it refuses first, or call less.",
							false));
		}
		return new Failed(ExchangeFailures.after(ex, request.url(), written && !isUnconnected(ex),
				watch.isAborted() || deadline.isExpired(), cancellation));
	}

	private static boolean isUnconnected(Exception ex) {
		return ex instanceof ConnectException || ex instanceof ConnectTimeoutException
				|| ex instanceof UnknownHostException || ex instanceof NoRouteToHostException
				|| ex instanceof SSLHandshakeException || ex instanceof SSLPeerUnverifiedException;
	}

	@Override
	public void close() {
		this.client.close(CloseMode.GRACEFUL);
	}

	/**
	 * Knows whether the request can have left: the head stays in the connection's buffer
	 * until the body is written.
	 */
	private static final class WatchedEntity extends AbstractHttpEntity {

		private final byte[] body;

		private volatile boolean written;

		WatchedEntity(byte[] body) {
			super((String) null, null);
			this.body = body;
		}

		@Override
		public void writeTo(OutputStream out) throws IOException {
			this.written = true;
			out.write(this.body);
		}

		@Override
		public InputStream getContent() {
			return new ByteArrayInputStream(this.body);
		}

		@Override
		public long getContentLength() {
			return this.body.length;
		}

		@Override
		public boolean isStreaming() {
			return false;
		}

		@Override
		public void close() {
		}

	}

	/** Carries a failure through the response handler. */
	private static final class Wrapped extends IOException {

		private static final long serialVersionUID = 1L;

		private final transient Failed failed;

		Wrapped(Failed failed) {
			super(failed);
			this.failed = failed;
		}

	}

}
