package io.github.rpcboot.protocol.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import feign.Client;
import feign.Request.HttpMethod;
import feign.Request.Options;
import feign.Response;
import io.github.rpcboot.call.CallThreads;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import org.jspecify.annotations.Nullable;

/** A {@link Client} of the application's own. */
final class FeignEngine implements HttpEngine {

	/** Closing can wait for a read of the same stream, and the timer must not. */
	private final Executor closers = CallThreads.create("rpc-feign-close-");

	private final Client client;

	FeignEngine(Client client) {
		this.client = client;
	}

	/** The JDK keeps a 401 to itself if the body was streamed. */
	@Override
	public Answer send(Request request, Deadline deadline, Cancellation cancellation) throws Failed {
		AtomicReference<Response> open = new AtomicReference<>();
		try (ExchangeWatch watch = new ExchangeWatch(deadline, cancellation, () -> close(open.get()))) {
			try {
				Response response = this.client.execute(toFeign(request), options(deadline));
				open.set(response);
				return read(response, request.responseLimit(), watch);
			}
			catch (HttpRetryException ex) {
				return new Answer(ex.responseCode(), List.of(), new byte[0]);
			}
			catch (IOException | RuntimeException ex) {
				throw failed(ex, request, watch, deadline, cancellation);
			}
			finally {
				end(open.get(), watch);
			}
		}
	}

	/**
	 * The JDK reads what is left of a stream that was closed, and whoever closes it again
	 * waits for that, deadline or not.
	 */
	private void end(@Nullable Response response, ExchangeWatch watch) {
		if (response != null && !watch.isAborted()) {
			response.close();
		}
		else {
			close(response);
		}
	}

	private void close(@Nullable Response response) {
		if (response != null) {
			try {
				this.closers.execute(response::close);
			}
			catch (RejectedExecutionException ex) {
				// The reading thread notices by itself after its next byte.
			}
		}
	}

	private static feign.Request toFeign(Request request) {
		Map<String, Collection<String>> headers = new LinkedHashMap<>();
		for (int i = 0; i < request.headers().size(); i += 2) {
			headers.computeIfAbsent(request.headers().get(i), (name) -> new ArrayList<>(1))
				.add(request.headers().get(i + 1));
		}
		byte[] body = request.tellsLength() ? request.body() : null;
		return feign.Request.create(HttpMethod.valueOf(request.method()), request.url().toString(), headers,
				feign.Request.Body.create(body), null);
	}

	private static Options options(Deadline deadline) {
		long remaining = Math.max(1, deadline.remainingMillis());
		return new Options(ConnectTime.millis(deadline), TimeUnit.MILLISECONDS, remaining, TimeUnit.MILLISECONDS,
				false);
	}

	private static Answer read(Response response, int limit, ExchangeWatch watch) throws IOException, Failed {
		List<String> headers = new ArrayList<>();
		response.headers().forEach((name, values) -> values.forEach((value) -> {
			headers.add(name.toLowerCase(Locale.ROOT));
			headers.add(value);
		}));
		Answer head = new Answer(response.status(), headers, new byte[0]);
		InputStream in = (response.body() != null) ? new Watched(response.body().asInputStream(), watch) : null;
		return new Answer(response.status(), headers, AnswerBody.read(in, head.header("Content-Encoding"), limit));
	}

	/**
	 * Nobody knows what a client of the application's own has sent: it may have repeated
	 * the request by itself before it failed. So everything counts as written.
	 */
	private static Failed failed(Exception ex, Request request, ExchangeWatch watch, Deadline deadline,
			Cancellation cancellation) {
		if (cancellation.isCanceled() || Thread.currentThread().isInterrupted()) {
			return new Failed(ExchangeFailures.canceled(true));
		}
		if (watch.isAborted() || deadline.isExpired() || isReadTimeout(ex)) {
			return new Failed(ExchangeFailures.deadline(true));
		}
		IOException io = (ex instanceof IOException cause) ? cause : new IOException(ex);
		return new Failed(ExchangeFailures.foreign(io, request.url()));
	}

	private static boolean isReadTimeout(Exception ex) {
		return ex instanceof InterruptedIOException && !(ex instanceof ConnectException);
	}

	/** Stops a body that drips, byte by byte, past the end of the exchange. */
	private static final class Watched extends FilterInputStream {

		private final ExchangeWatch watch;

		Watched(InputStream in, ExchangeWatch watch) {
			super(in);
			this.watch = watch;
		}

		@Override
		public int read() throws IOException {
			return check(super.read());
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			return check(super.read(bytes, offset, length));
		}

		private int check(int read) throws IOException {
			if (this.watch.isAborted()) {
				throw new InterruptedIOException("The exchange is over");
			}
			return read;
		}

	}

}
