package io.github.rpcboot.autoconfigure.test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A small HTTP server at a port of its own, reached from this machine only, that stands
 * for one application.
 */
final class ReplayServer implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ReplayServer.class);

	/** Refused as something that is not there, which nobody repeats. */
	private static final int NOT_IMPLEMENTED = 501;

	private static final int NO_BODY = -1;

	private final Answers.Recording recording;

	private final Answerer answerer;

	private final HttpServer server;

	private final ExecutorService threads;

	private final List<String> problems = new ArrayList<>();

	ReplayServer(Answers.Recording recording, Answerer answerer) {
		this.recording = recording;
		this.answerer = answerer;
		this.threads = Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "rpc-replay-" + recording.application());
			thread.setDaemon(true);
			return thread;
		});
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No port is free on this machine for the recording " + recording.file(), ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	Answers.Recording recording() {
		return this.recording;
	}

	Answerer answerer() {
		return this.answerer;
	}

	String url() {
		InetSocketAddress address = this.server.getAddress();
		String host = address.getAddress().getHostAddress();
		return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
	}

	/** What could not be answered since this was asked last. */
	List<String> takeProblems() {
		synchronized (this.problems) {
			List<String> taken = List.copyOf(this.problems);
			this.problems.clear();
			return taken;
		}
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			write(exchange, answer(exchange));
		}
	}

	private Answerer.Reply answer(HttpExchange exchange) {
		try {
			return this.answerer.answer(incoming(exchange));
		}
		catch (Answerer.UnansweredException ex) {
			return refused(String.valueOf(ex.getMessage()));
		}
		catch (IOException | RuntimeException ex) {
			logger.error("The recording '" + this.recording.file() + "' failed", ex);
			return refused("The recording '" + this.recording.file() + "' failed: " + ex);
		}
	}

	private Answerer.Reply refused(String problem) {
		logger.error(problem);
		synchronized (this.problems) {
			this.problems.add(problem);
		}
		byte[] body = Json.write(Json.object().put("code", "unimplemented").put("message", problem));
		return new Answerer.Reply(NOT_IMPLEMENTED, Map.of("content-type", List.of("application/json")), body);
	}

	private static Answerer.Incoming incoming(HttpExchange exchange) throws IOException {
		byte[] bytes = exchange.getRequestBody().readAllBytes();
		URI uri = exchange.getRequestURI();
		String type = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Content-Type"), "");
		String query = Objects.requireNonNullElse(uri.getRawQuery(), "");
		Exchange.Request request = new Exchange.Request(exchange.getRequestMethod(), uri.getRawPath(),
				Secrets.hidden(query), Body.of(plain(exchange, bytes), type));
		return new Answerer.Incoming(request, uri.getRawPath() + (query.isEmpty() ? "" : "?" + query),
				exchange.getRequestHeaders(), bytes);
	}

	private static byte[] plain(HttpExchange exchange, byte[] bytes) throws IOException {
		String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
		if (encoding == null || !encoding.toLowerCase(Locale.ROOT).contains("gzip")) {
			return bytes;
		}
		try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
			return in.readAllBytes();
		}
	}

	private static void write(HttpExchange exchange, Answerer.Reply reply) throws IOException {
		reply.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, new ArrayList<>(values)));
		boolean empty = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
		exchange.sendResponseHeaders(reply.status(), empty ? NO_BODY : reply.body().length);
		if (!empty) {
			exchange.getResponseBody().write(reply.body());
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
