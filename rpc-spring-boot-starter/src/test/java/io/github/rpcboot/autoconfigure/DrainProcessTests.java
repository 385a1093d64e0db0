package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.chaos.ChildJvm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Real applications with a Tomcat, each in a process of its own that is told to end.
 */
class DrainProcessTests {

	private static final String BODY = "{\"name\":\"x\"}";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@TempDir
	private Path folder;

	private ChildJvm jvm;

	private int port;

	private int managementPort;

	private int otherPort;

	private void start(String... options) {
		List<String> args = new ArrayList<>(List.of(options));
		if (args.stream().noneMatch((option) -> option.contains("drain.accept"))) {
			args.add("--rpc.provider.drain.accept=700ms");
		}
		this.jvm = ChildJvm.start("provider", this.folder.resolve("log"), DrainedProvider.class, args);
		String[] ports = this.jvm.await("READY ", PATIENCE).split(" ");
		this.port = Integer.parseInt(ports[1]);
		this.managementPort = Integer.parseInt(ports[2]);
		this.otherPort = Integer.parseInt(ports[3]);
	}

	@AfterEach
	void end() {
		if (this.jvm != null) {
			this.jvm.close();
		}
	}

	private long terminate() {
		long asked = this.jvm.signal("TERM");
		this.jvm.awaitEnd(PATIENCE);
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
	}

	/** What it said, once its last words are there. */
	private String log() {
		Path file = this.folder.resolve("log");
		return await().atMost(PATIENCE)
			.until(() -> Files.readString(file), (text) -> text.contains("Graceful shutdown complete"));
	}

	private static KeepAliveClient client(int port, String path) {
		KeepAliveClient client = new KeepAliveClient(port, path, BODY, 4).start();
		await().atMost(PATIENCE).until(() -> client.answers() > 50);
		return client;
	}

	private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(10))
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
	}

	@Test
	void noCallIsLostWhenTheProcessIsToldToEnd() throws Exception {
		start("--rpc.provider.drain.accept=2s");
		try (KeepAliveClient client = client(this.port, "/rpc/Work/now")) {
			long took = terminate();
			client.awaitRefusals();

			assertThat(client.failures()).isEmpty();
			assertThat(client.told()).isGreaterThan(client.closed());
			assertThat(client.closed()).isPositive();
			assertThat(took).isBetween(2000L, 15_000L);
		}
		assertThat(log()).containsSubsequence(
				"Drain 1/3: every answer tells its caller to go to another instance. New connections are accepted for at"
						+ " most 2.0 s; RPC connections open: at most ",
				"Drain 2/3: new connections are refused. Those that are open are served for at most 5.0 s;",
				"Drain 3/3: the web server stops, ", "RPC connections open: at most 0.",
				"Commencing graceful shutdown");
	}

	@Test
	void aProviderThatNobodyHasCalledStopsAtOnce() {
		start();
		terminate();
		assertThat(log()).doesNotContain("Drain ");
	}

	@Test
	@Tag("chaos")
	void everythingThatAnApplicationCanHaveDrainsToo() throws Exception {
		start("--two-connectors=true", "--server.servlet.context-path=/shop", "--management.server.port=0",
				"--management.server.address=127.0.0.1", "--management.endpoint.health.probes.enabled=true",
				"--rpc.provider.drain.accept=2s");
		assertThat(get(this.managementPort, "/actuator/health/readiness").statusCode()).isEqualTo(200);
		try (KeepAliveClient first = client(this.port, "/shop/rpc/Work/onAnotherThread");
				KeepAliveClient second = client(this.otherPort, "/shop/rpc/Work/now")) {
			this.jvm.signal("TERM");
			await().atMost(PATIENCE).until(() -> first.told() > 0 && second.told() > 0);
			assertThat(get(this.managementPort, "/actuator/health/readiness").statusCode()).isEqualTo(503);
			first.awaitRefusals();
			second.awaitRefusals();

			assertThat(first.failures()).isEmpty();
			assertThat(second.failures()).isEmpty();
			assertThat(first.closed()).isPositive();
			assertThat(second.closed()).isPositive();
		}
		this.jvm.awaitEnd(PATIENCE);
		assertThat(log()).containsOnlyOnce("Drain 1/3").doesNotContain("RejectedExecution");
	}

	@Test
	@Tag("chaos")
	void aLongCallEndsAfterTheDrain() throws Exception {
		start("--rpc.provider.drain.serve=1s");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/rpc/Work/slowly"))
			.header("content-type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"millis\":4000}"))
			.build();
		CompletableFuture<HttpResponse<String>> call = HttpClient.newHttpClient()
			.sendAsync(request, BodyHandlers.ofString());
		try (KeepAliveClient client = client(this.port, "/rpc/Work/now")) {
			terminate();
			assertThat(client.failures()).isEmpty();
		}
		assertThat(call.get(1, TimeUnit.SECONDS).body()).isEqualTo("{\"result\":\"done\"}");
		assertThat(call.get().headers().firstValue("connection")).contains("close");
		assertThat(log()).contains("Drain 3/3: the web server stops, 1.").doesNotContain("open: at most 0.");
	}

	@Test
	@Tag("chaos")
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsDrainToo() throws Exception {
		start("--spring.threads.virtual.enabled=true");
		try (KeepAliveClient client = client(this.port, "/rpc/Work/onAnotherThread")) {
			terminate();
			client.awaitRefusals();
			assertThat(client.failures()).isEmpty();
			assertThat(client.closed()).isPositive();
		}
	}

	/** The client of old JDKs fails a call by the server's announcement (JDK-8335181). */
	@Test
	@Tag("chaos")
	void connectionsOfHttp2DrainToo() throws Exception {
		start("--server.http2.enabled=true");
		HttpClient http = HttpClient.newBuilder().version(Version.HTTP_2).build();
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/rpc/Work/now"))
			.header("content-type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(BODY))
			.build();
		assertThat(http.send(request, BodyHandlers.ofString()).version()).isEqualTo(Version.HTTP_2);
		this.jvm.signal("TERM");
		int told = 0;
		IOException end = null;
		while (end == null) {
			try {
				HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
				assertThat(response.statusCode()).isEqualTo(200);
				assertThat(response.headers().firstValue("connection")).isEmpty();
				told += response.headers().firstValue("rpc-draining").isPresent() ? 1 : 0;
			}
			catch (IOException ex) {
				end = ex;
			}
		}
		assertThat(told).isPositive();
		assertThat(end).as("refused, not lost")
			.satisfiesAnyOf((ex) -> assertThat(ex).isInstanceOf(ConnectException.class),
					(ex) -> assertThat(ex).hasMessageContaining("GOAWAY"));
		this.jvm.awaitEnd(PATIENCE);
	}

	@Test
	@Tag("chaos")
	void withoutDrainTheServerStopsAsBootStopsIt() throws Exception {
		start("--rpc.provider.drain.enabled=false");
		assertThat(get(this.port, "/rpc/Work/now").statusCode()).isEqualTo(405);
		terminate();
		assertThat(log()).doesNotContain("Drain ");
	}

}
