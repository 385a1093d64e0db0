package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who has connected and was not accepted yet. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells how many wait")
class ListenQueueTests {

	@Test
	void itHoldsThoseWhoWereNotAccepted() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
				Socket first = new Socket(server.getInetAddress(), server.getLocalPort());
				Socket second = new Socket(server.getInetAddress(), server.getLocalPort())) {
			assertThat(first.getPort()).isEqualTo(second.getPort());
			await().untilAsserted(() -> assertThat(ListenQueue.length(server.getLocalPort())).isEqualTo(2));
			server.accept().close();
			server.accept().close();
			assertThat(ListenQueue.length(server.getLocalPort())).isZero();
		}
	}

	@Test
	void oneWaitsUntilTheServerHasTakenThem() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
				Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
			assertThat(client.isConnected()).isTrue();
			CompletableFuture<Void> waiting = CompletableFuture
				.runAsync(() -> ListenQueue.awaitEmpty(server.getLocalPort(), TimeUnit.SECONDS.toNanos(30)));
			await().during(Duration.ofMillis(50)).until(() -> !waiting.isDone());
			server.accept().close();
			waiting.get(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void oneDoesNotWaitForEver() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
				Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
			long started = System.nanoTime();
			ListenQueue.awaitEmpty(server.getLocalPort(), TimeUnit.MILLISECONDS.toNanos(30));

			assertThat(client.isConnected()).isTrue();
			assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(30));
		}
	}

	@Test
	void aPortThatNobodyListensToHasNone() {
		assertThat(ListenQueue.length(1)).isZero();
	}

}
