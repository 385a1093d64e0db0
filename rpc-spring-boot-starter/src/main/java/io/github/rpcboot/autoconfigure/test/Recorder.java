package io.github.rpcboot.autoconfigure.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Records: forwards to an application that runs, and writes what came. A file is begun
 * anew once per run, since several test classes may record into it.
 */
final class Recorder implements Answerer {

	private static final Log logger = LogFactory.getLog(Recorder.class);

	private static final Map<RecordingFile, List<Exchange>> FILES = new ConcurrentHashMap<>();

	/** Without compression, so that the file can be read. */
	private static final Set<String> NOT_FORWARDED = Set.of("host", "connection", "content-length", "expect", "upgrade",
			"transfer-encoding", "keep-alive", "te", "trailer", "accept-encoding", "http2-settings");

	private static final Set<String> NOT_RETURNED = Set.of("connection", "content-length", "transfer-encoding",
			"keep-alive", "trailer", "upgrade");

	private static final HttpClient CLIENT = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(2))
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	private final Answers.Recording recording;

	private final RecordingFile file;

	private final String target;

	Recorder(Answers.Recording recording, String target) {
		this.recording = recording;
		this.file = new RecordingFile(recording.file());
		this.target = target.endsWith("/") ? target.substring(0, target.length() - 1) : target;
		logger.warn("Recording '" + recording.application() + "' at " + this.target + " into " + this.file.path()
				+ ". Read the file before it is checked in: credentials are left out where their names tell them.");
	}

	@Override
	public Reply answer(Incoming incoming) throws IOException {
		HttpResponse<byte[]> response = forward(incoming);
		Map<String, List<String>> returned = new LinkedHashMap<>();
		Map<String, List<String>> recorded = new LinkedHashMap<>();
		response.headers().map().forEach((name, values) -> {
			if (!name.startsWith(":") && !NOT_RETURNED.contains(name.toLowerCase(Locale.ROOT))) {
				returned.put(name, values);
			}
			if (Secrets.isRecorded(name)) {
				recorded.put(name.toLowerCase(Locale.ROOT), values.stream().map(Secrets::hiddenInUrls).toList());
			}
		});
		Body body = Body.of(response.body(), response.headers().firstValue("content-type").orElse(""));
		add(new Exchange(incoming.request(), new Exchange.Response(response.statusCode(), recorded, body)));
		return new Reply(response.statusCode(), returned, response.body());
	}

	private HttpResponse<byte[]> forward(Incoming incoming) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.target + incoming.uri()))
			.timeout(Duration.ofSeconds(30))
			.method(incoming.request().method(), HttpRequest.BodyPublishers.ofByteArray(incoming.body()));
		incoming.headers().forEach((name, values) -> {
			if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
				values.forEach((value) -> request.header(name, value));
			}
		});
		try {
			return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new UnansweredException("'" + this.recording.application() + "' cannot be recorded: " + this.target
					+ " does not answer (" + ex + "). Start it there, or replay: run the test without -Drpc.record."
					+ this.recording.application() + ".");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UnansweredException("The recording of '" + this.recording.application() + "' was interrupted.");
		}
	}

	/** The same answer again to the same question says nothing new. */
	private void add(Exchange exchange) throws IOException {
		List<Exchange> all = FILES.computeIfAbsent(this.file, (file) -> new ArrayList<>());
		synchronized (all) {
			Exchange latest = all.stream()
				.filter((one) -> one.request().equals(exchange.request()))
				.reduce((earlier, later) -> later)
				.orElse(null);
			if (!exchange.equals(latest)) {
				all.add(exchange);
				this.file.write(all);
			}
		}
	}

	@Override
	public void rewind() {
		// Nothing is replayed.
	}

	@Override
	public List<String> unused() {
		return List.of();
	}

	@Override
	public void forget() {
		// Everything that is written was used.
	}

}
