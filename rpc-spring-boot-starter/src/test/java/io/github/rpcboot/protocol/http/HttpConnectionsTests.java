package io.github.rpcboot.protocol.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HttpConnectionsTests {

	private long now = Long.MAX_VALUE - 1000;

	private final HttpConnections connections = new HttpConnections(() -> this.now);

	private void pass(long millis) {
		this.now += TimeUnit.MILLISECONDS.toNanos(millis);
	}

	private void use(String id) {
		this.connections.begin(id);
		this.connections.end(id);
	}

	@Test
	void aConnectionThatOurClientWouldKeepIsOpen() {
		use("1");
		pass(4499);
		assertThat(this.connections.open()).isEqualTo(1);
		pass(1);
		assertThat(this.connections.open()).isZero();
	}

	@Test
	void aConnectionWithARequestIsOpenForAsLongAsItTakes() {
		this.connections.begin("1");
		pass(60_000);
		assertThat(this.connections.open()).isEqualTo(1);
		this.connections.end("1");
		assertThat(this.connections.open()).isEqualTo(1);
	}

	@Test
	void aConnectionThatItsAnswerEndsIsGone() {
		this.connections.begin("1");
		this.connections.closesAtEnd("1");
		assertThat(this.connections.open()).isEqualTo(1);
		this.connections.end("1");
		assertThat(this.connections.open()).isZero();
	}

	@Test
	void aMultiplexedConnectionIsOpenUntilItsLastRequestIsAnswered() {
		this.connections.begin("1");
		this.connections.begin("1");
		this.connections.endsSoon("1");
		this.connections.end("1");
		pass(5000);
		assertThat(this.connections.open()).isEqualTo(1);
		this.connections.end("1");
		pass(999);
		assertThat(this.connections.open()).isEqualTo(1);
		pass(1);
		assertThat(this.connections.open()).isZero();
	}

	@Test
	void theLastUseIsTheLastRequestOrAnswer() {
		assertThat(this.connections.idleNanos()).isEqualTo(Long.MAX_VALUE);
		this.connections.begin("1");
		pass(10);
		assertThat(this.connections.idleNanos()).isEqualTo(10_000_000);
		this.connections.end("1");
		assertThat(this.connections.idleNanos()).isZero();
	}

	@Test
	void closedConnectionsAreForgotten() {
		for (int i = 0; i < 100_000; i++) {
			use("c" + i);
			pass(10);
		}
		assertThat(this.connections.known()).isLessThanOrEqualTo(2048);
	}

	@Test
	void manyThreadsLoseNoRequest() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		List<Future<?>> all = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			all.add(threads.submit(() -> {
				for (int call = 0; call < 20_000; call++) {
					use("shared" + call % 3);
				}
			}));
		}
		for (Future<?> one : all) {
			one.get(20, TimeUnit.SECONDS);
		}
		threads.shutdown();
		pass(4500);
		assertThat(this.connections.open()).isZero();
	}

}
