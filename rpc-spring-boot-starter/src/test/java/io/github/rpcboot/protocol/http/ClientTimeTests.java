package io.github.rpcboot.protocol.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.protocol.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.rpcboot.protocol.Timing.timed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The client's deadlines and connections, seen from platform threads.
 */
class ClientTimeTests extends ClientFixture {

	private static final String OK = ScriptedServer.json("{\"result\":\"Hello\"}");

	@Test
	void aHangingServerIsLeftByTheDeadline() {
		serve(ScriptedServer.start((exchange) -> {
			if (exchange.number() > 1) {
				exchange.hang();
			}
			exchange.write(OK);
		}));
		probe().echo("warm");
		RpcException thrown = failsInTime(probe(SHORT));
		assertThat(thrown.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(thrown.reason()).isEqualTo("No answer came before the deadline.");
		assertThat(thrown.mayHaveExecuted()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1000, 50, 5 })
	void anAnswerThatDripsFromItsFirstByteIsLeftByTheDeadline(long pause) {
		serve(ScriptedServer.start((exchange) -> {
			if (exchange.number() == 1) {
				exchange.write(OK);
			}
			else {
				exchange.drip("HTTP/1.1 200 OK\r\n" + "X-Padding: x\r\n".repeat(100), pause);
			}
		}));
		probe().echo("warm");
		RpcException thrown = failsInTime(probe(SHORT));
		assertThat(thrown.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(thrown.mayHaveExecuted()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1000, 50, 5 })
	void aBodyThatDripsIsLeftByTheDeadline(long pause) {
		serve(ScriptedServer.start((exchange) -> {
			if (exchange.number() == 1) {
				exchange.write(OK);
			}
			else {
				exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n");
				exchange.drip("{\"result\":\"" + "x".repeat(8000), pause);
			}
		}));
		probe().echo("warm");
		RpcException thrown = failsInTime(probe(SHORT));
		assertThat(thrown.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(thrown.reason()).isEqualTo("No answer came before the deadline.");
		await().untilAsserted(() -> assertThat(server().openConnections()).isZero());
	}

	/**
	 * The first failure of a process loads classes, so it is not measured.
	 */
	private RpcException failsInTime(Probe probe) {
		failureOf(() -> probe(Duration.ofMillis(30)).echo("warm"));
		AtomicReference<RpcException> thrown = new AtomicReference<>();
		assertThat(timed(LATEST, () -> thrown.set(failureOf(() -> probe.echo("x"))))).isBetween(SHORT.minusMillis(10),
				LATEST);
		return thrown.get();
	}

	@Test
	void twoCallsUseOneConnection() {
		serve(ScriptedServer.answering(OK));
		Probe probe = probe();
		probe.echo("one");
		probe.echo("two");
		assertThat(server().requests()).hasSize(2);
		assertThat(server().connections()).isEqualTo(1);
	}

	@Test
	void anErrorKeepsTheConnection() {
		serve(ScriptedServer.answering(ScriptedServer.response("404 X", "application/json", "{\"code\":\"aborted\"}")));
		Probe probe = probe();
		failureOf(() -> probe.echo("one"));
		failureOf(() -> probe.echo("two"));
		assertThat(server().connections()).isEqualTo(1);
	}

	@Test
	void aConnectionThatTheServerAsksToCloseIsNotUsedAgain() {
		serve(ScriptedServer.answering(OK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")));
		Probe probe = probe();
		probe.echo("one");
		probe.echo("two");
		assertThat(server().connections()).isEqualTo(2);
	}

	@Test
	void aConnectionThatTheServerClosedWhileIdleIsNoticed() {
		serve(ScriptedServer.answeringAndClosing(OK));
		Probe probe = probe();
		probe.echo("one");
		await().until(() -> server().openConnections() == 0);
		await().pollDelay(Duration.ofMillis(150)).until(() -> true);
		assertThat(probe.echo("two")).isEqualTo("Hello");
		assertThat(server().connections()).isEqualTo(2);
	}

	@Test
	void anAnswerToACanceledCallNeverReachesTheNextOne() {
		serve(ScriptedServer.start((exchange) -> {
			if (exchange.request().text().contains("late")) {
				exchange.drip(ScriptedServer.json("{\"result\":\"late\"}"), 10);
			}
			else {
				exchange.write(OK);
			}
		}));
		failureOf(() -> probe(SHORT).echo("late"));
		for (int i = 0; i < 10; i++) {
			assertThat(probe().echo("next")).isEqualTo("Hello");
		}
	}

	@Test
	void sixteenFirstCallsAtOnceAllSucceed() throws Exception {
		serve(ScriptedServer.answering(OK));
		Probe probe = probe();
		CyclicBarrier together = new CyclicBarrier(16);
		ExecutorService callers = Executors.newFixedThreadPool(16);
		try {
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < 16; i++) {
				answers.add(callers.submit(() -> {
					together.await();
					return probe.echo("x");
				}));
			}
			for (Future<String> answer : answers) {
				assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("Hello");
			}
		}
		finally {
			callers.shutdownNow();
		}
	}

	@Test
	void closingTheTransportClosesItsConnections() {
		serve(ScriptedServer.answering(OK));
		probe().echo("x");
		assertThat(server().openConnections()).isEqualTo(1);
		this.transport.close();
		await().untilAsserted(() -> assertThat(server().openConnections()).isZero());
	}

}
