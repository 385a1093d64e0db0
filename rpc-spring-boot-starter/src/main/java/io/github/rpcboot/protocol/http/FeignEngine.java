package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLHandshakeException;

import feign.Client;
import feign.Request.HttpMethod;
import feign.Request.Options;
import feign.Response;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import org.jspecify.annotations.Nullable;

/** A {@link Client} of the application's own. */
final class FeignEngine implements HttpEngine {

	private static final long CONNECT_MILLIS = 500;

	private final Client client;

	FeignEngine(Client client) {
		this.client = client;
	}

	@Override
	public Answer post(Request request, Deadline deadline, Cancellation cancellation) throws Failed {
		AtomicReference<Response> open = new AtomicReference<>();
		try (ExchangeWatch watch = new ExchangeWatch(deadline, cancellation, () -> close(open.get()))) {
			try (Response response = this.client.execute(toFeign(request), options(deadline))) {
				open.set(response);
				return read(response, request.responseLimit());
			}
			catch (IOException | RuntimeException ex) {
				throw failed(ex, request, watch, deadline, cancellation);
			}
		}
	}

	private static void close(@Nullable Response response) {
		if (response != null) {
			response.close();
		}
	}

	private static feign.Request toFeign(Request request) {
		Map<String, Collection<String>> headers = new LinkedHashMap<>();
		for (int i = 0; i < request.headers().size(); i += 2) {
			headers.computeIfAbsent(request.headers().get(i), (name) -> new ArrayList<>(1))
				.add(request.headers().get(i + 1));
		}
		return feign.Request.create(HttpMethod.POST, request.url().toString(), headers,
				feign.Request.Body.create(request.body()), null);
	}

	private static Options options(Deadline deadline) {
		long remaining = Math.max(1, deadline.remainingMillis());
		return new Options(Math.min(CONNECT_MILLIS, remaining), TimeUnit.MILLISECONDS, remaining, TimeUnit.MILLISECONDS,
				false);
	}

	private static Answer read(Response response, int limit) throws IOException, Failed {
		List<String> headers = new ArrayList<>();
		response.headers().forEach((name, values) -> values.forEach((value) -> {
			headers.add(name);
			headers.add(value);
		}));
		Answer head = new Answer(response.status(), headers, new byte[0]);
		InputStream in = (response.body() != null) ? response.body().asInputStream() : null;
		return new Answer(response.status(), headers, AnswerBody.read(in, head.header("Content-Encoding"), limit));
	}

	private static Failed failed(Exception ex, Request request, ExchangeWatch watch, Deadline deadline,
			Cancellation cancellation) {
		boolean written = !(ex instanceof ConnectException || ex instanceof UnknownHostException
				|| ex instanceof NoRouteToHostException || ex instanceof SSLHandshakeException);
		if (cancellation.isCanceled() || Thread.currentThread().isInterrupted()) {
			return new Failed(ExchangeFailures.canceled(written));
		}
		if (watch.isAborted() || deadline.isExpired() || (written && ex instanceof InterruptedIOException)) {
			return new Failed(ExchangeFailures.deadline(written));
		}
		IOException io = (ex instanceof IOException cause) ? cause : new IOException(ex);
		return new Failed(ExchangeFailures.of(io, request.url(), written));
	}

}
