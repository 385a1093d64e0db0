package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.chaos.ChildJvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A {@link DrainedProvider} in a process of its own, which is told to end. */
final class DrainedProcess implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(60);

	/** As a shell tells of SIGTERM. */
	private static final int TERMINATED = 128 + 15;

	private final Path log;

	private final ChildJvm jvm;

	private final String[] ports;

	private long told;

	private DrainedProcess(Path log, List<String> args) {
		this.log = log;
		this.jvm = ChildJvm.start("provider", log, DrainedProvider.class, args);
		this.ports = this.jvm.await("READY ", PATIENCE).split(" ");
	}

	static DrainedProcess start(Path folder, String... options) {
		List<String> args = new ArrayList<>(List.of(options));
		if (args.stream().noneMatch((option) -> option.contains("drain.accept"))) {
			args.add("--rpc.provider.drain.accept=700ms");
		}
		return new DrainedProcess(folder.resolve("log"), args);
	}

	int port() {
		return Integer.parseInt(this.ports[1]);
	}

	int managementPort() {
		return Integer.parseInt(this.ports[2]);
	}

	int otherPort() {
		return Integer.parseInt(this.ports[3]);
	}

	int grpcPort() {
		return Integer.parseInt(this.ports[4]);
	}

	long pid() {
		return this.jvm.pid();
	}

	/** Where it is called over a protocol. */
	String url(String protocol) {
		return protocol + "://127.0.0.1:" + (protocol.equals("grpc") ? grpcPort() : port());
	}

	HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(10))
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
	}

	/** Waits for a line that begins so. */
	void awaitLine(String start) {
		this.jvm.await(start, PATIENCE);
	}

	/** Tells it to end. */
	void tell() {
		this.told = this.jvm.signal("TERM");
	}

	/** Waits until it has ended, and returns how many milliseconds that took. */
	long awaitEnd() {
		assertThat(this.jvm.awaitEnd(PATIENCE)).isEqualTo(TERMINATED);
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - this.told);
	}

	long terminate() {
		tell();
		return awaitEnd();
	}

	/** What it said, once its last words are there. */
	String log() {
		return await().atMost(PATIENCE)
			.until(() -> Files.readString(this.log), (text) -> text.contains("Graceful shutdown complete"));
	}

	@Override
	public void close() {
		this.jvm.close();
	}

}
