package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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

	@TempDir
	private Path folder;

	private DrainedProcess provider;

	private void start(String... options) {
		this.provider = DrainedProcess.start(this.folder, options);
	}

	@AfterEach
	void end() {
		if (this.provider != null) {
			this.provider.close();
		}
	}

	private static KeepAliveClient client(int port, String path) {
		KeepAliveClient client = new KeepAliveClient(port, path, BODY, 4).start();
		await().atMost(DrainedProcess.PATIENCE).until(() -> client.answers() > 50);
		return client;
	}

	@Test
	void noCallIsLostWhenTheProcessIsToldToEnd() throws Exception {
		start("--rpc.provider.drain.accept=2s");
		try (KeepAliveClient client = client(this.provider.port(), "/rpc/Work/now")) {
			long took = this.provider.terminate();
			client.awaitRefusals();

			assertThat(client.failures()).isEmpty();
			assertThat(client.told()).isGreaterThan(client.closed());
			assertThat(client.closed()).isPositive();
			assertThat(took).isBetween(2000L, 15_000L);
		}
		assertThat(this.provider.log()).containsSubsequence(
				"Drain 1/3: every answer tells its caller to go to another instance. New connections are accepted for at"
						+ " most 2.0 s; RPC connections open: at most ",
				"Drain 2/3: new connections are refused. Those that are open are served for at most 5.0 s;",
				"Drain 3/3: the web server stops, ", "RPC connections open: at most 0.",
				"Commencing graceful shutdown");
	}

	@Test
	void aProviderThatNobodyHasCalledStopsAtOnce() {
		start();
		this.provider.terminate();
		assertThat(this.provider.log()).doesNotContain("Drain ");
	}

	@Test
	@Tag("chaos")
	void everythingThatAnApplicationCanHaveDrainsToo() throws Exception {
		start("--two-connectors=true", "--server.servlet.context-path=/shop", "--management.server.port=0",
				"--management.server.address=127.0.0.1", "--management.endpoint.health.probes.enabled=true",
				"--rpc.provider.drain.accept=2s");
		assertThat(this.provider.get(this.provider.managementPort(), "/actuator/health/readiness").statusCode())
			.isEqualTo(200);
		try (KeepAliveClient first = client(this.provider.port(), "/shop/rpc/Work/onAnotherThread");
				KeepAliveClient second = client(this.provider.otherPort(), "/shop/rpc/Work/now")) {
			this.provider.tell();
			await().atMost(DrainedProcess.PATIENCE).until(() -> first.told() > 0 && second.told() > 0);
			assertThat(this.provider.get(this.provider.managementPort(), "/actuator/health/readiness").statusCode())
				.isEqualTo(503);
			first.awaitRefusals();
			second.awaitRefusals();

			assertThat(first.failures()).isEmpty();
			assertThat(second.failures()).isEmpty();
			assertThat(first.closed()).isPositive();
			assertThat(second.closed()).isPositive();
		}
		this.provider.awaitEnd();
		assertThat(this.provider.log()).containsOnlyOnce("Drain 1/3").doesNotContain("RejectedExecution");
	}

	@Test
	@Tag("chaos")
	void aLongCallEndsAfterTheDrain() throws Exception {
		start("--rpc.provider.drain.serve=1s");
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.provider.port() + "/rpc/Work/slowly"))
			.header("content-type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"millis\":4000}"))
			.build();
		CompletableFuture<HttpResponse<String>> call = HttpClient.newHttpClient()
			.sendAsync(request, BodyHandlers.ofString());
		try (KeepAliveClient client = client(this.provider.port(), "/rpc/Work/now")) {
			this.provider.terminate();
			assertThat(client.failures()).isEmpty();
		}
		assertThat(call.get(1, TimeUnit.SECONDS).body()).isEqualTo("{\"result\":\"done\"}");
		assertThat(call.get().headers().firstValue("connection")).contains("close");
		assertThat(this.provider.log()).contains("Drain 3/3: the web server stops, 1.")
			.doesNotContain("open: at most 0.");
	}

	@Test
	@Tag("chaos")
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsDrainToo() throws Exception {
		start("--spring.threads.virtual.enabled=true");
		try (KeepAliveClient client = client(this.provider.port(), "/rpc/Work/onAnotherThread")) {
			this.provider.terminate();
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
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.provider.port() + "/rpc/Work/now"))
			.header("content-type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(BODY))
			.build();
		assertThat(http.send(request, BodyHandlers.ofString()).version()).isEqualTo(Version.HTTP_2);
		this.provider.tell();
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
		this.provider.awaitEnd();
	}

	@Test
	@Tag("chaos")
	void withoutDrainTheServerStopsAsBootStopsIt() throws Exception {
		start("--rpc.provider.drain.enabled=false");
		assertThat(this.provider.get(this.provider.port(), "/rpc/Work/now").statusCode()).isEqualTo(405);
		this.provider.terminate();
		assertThat(this.provider.log()).doesNotContain("Drain ");
	}

}
