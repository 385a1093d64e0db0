package io.github.rpcboot.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.TomcatPresence;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Rounds;
import io.github.rpcboot.protocol.http.CallerPresence;
import io.github.rpcboot.provider.RemoteServices;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http2.Http2Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.github.rpcboot.protocol.Timing.best;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A bean on Tomcat that says nothing learns within 200 ms that its caller has gone, and
 * looking after callers harms no request.
 */
@Timeout(60)
class CallersWhoGoTests {

	private static final Duration AT_ONCE = Duration.ofMillis(200);

	private static final int CALLERS = 16;

	private static final int CALLS = 8;

	private final TestRpc rpc = new TestRpc();

	private final TalkBean bean = new TalkBean();

	private final AtomicInteger handled = new AtomicInteger();

	private final AtomicReference<RpcStatus> outcome = new AtomicReference<>();

	@TempDir
	static Path directory;

	private static TalkTls tls;

	private RpcTomcat tomcat;

	@BeforeAll
	static void makeKeys() throws Exception {
		tls = TalkTls.create(directory);
	}

	private RpcReply around(RpcCall call, RpcHandler next) {
		this.handled.incrementAndGet();
		try {
			RpcReply reply = next.handle(call);
			this.outcome.set((reply.failure() != null) ? reply.failure().status() : null);
			return reply;
		}
		finally {
			this.handled.decrementAndGet();
		}
	}

	private void start() {
		start(TomcatPresence.create(), (connector) -> {
		});
	}

	private void start(CallerPresence presence, Consumer<Connector> connector) {
		RemoteServices services = this.rpc.services(this.bean, Talk.class, this::around);
		this.tomcat = RpcTomcat.start(this.rpc, services, presence, connector);
	}

	private TalkClient call(String method, String message) throws IOException {
		TalkClient client = TalkClient.connect(this.tomcat.port());
		client.send(method, message);
		return client;
	}

	@AfterEach
	void stop() {
		this.bean.release();
		everyThreadIsFree();
		this.tomcat.close();
	}

	private void everyThreadIsFree() {
		await().until(() -> this.handled.get() == 0);
	}

	/** From the time that a caller leaves. */
	private Duration hearing(Callable<TalkClient> caller, Consumer<TalkClient> leave) {
		return best(AT_ONCE, () -> {
			this.bean.begin();
			try (TalkClient client = caller.call()) {
				assertThat(this.bean.awaitQuiet()).as("The bean is quiet").isTrue();
				long left = System.nanoTime();
				leave.accept(client);
				assertThat(this.bean.awaitHeard()).as("The bean hears of it").isTrue();
				return Duration.ofNanos(this.bean.heardAt() - left);
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "silent, FIN", "silent, RST", "held, FIN", "held, RST", "never, FIN", "never, RST" })
	void aQuietBeanHearsAtOnceOfACallerWhoGoes(String method, TalkClient.Leave how) {
		start();
		String message = method.equals("never") ? "{\"words\":\"a\"}" : "{}";
		assertThat(hearing(() -> call(method, message), how)).isLessThan(AT_ONCE);
		if (method.equals("held")) {
			assertThat(this.handled).hasValueGreaterThan(0);
			this.bean.release();
		}
		everyThreadIsFree();
		assertThat(this.outcome).hasValue(RpcStatus.CANCELED);
	}

	@Test
	void aBeanThatSaysNothingAtAllHearsOfItToo() {
		start();
		assertThat(hearing(() -> call("muffled", "{}"), TalkClient.Leave.FIN)).isLessThan(AT_ONCE);
	}

	@Test
	void aCallerWhoOnlyAcceptsLinesIsLookedAfterToo() throws Exception {
		start();
		this.bean.begin();
		try (TalkClient client = TalkClient.connect(this.tomcat.port())) {
			client.sendPlain("silent", "{}");
			assertThat(this.bean.awaitQuiet()).isTrue();
			TalkClient.Leave.FIN.accept(client);
			assertThat(this.bean.awaitHeard()).isTrue();
		}
	}

	@Test
	void aCallerWhoClosesItsSendingSideHasGivenUpAndCanReadThat() throws Exception {
		start();
		this.bean.begin();
		try (TalkClient client = call("silent", "{}")) {
			assertThat(this.bean.awaitQuiet()).isTrue();
			client.socket().shutdownOutput();
			assertThat(this.bean.awaitHeard()).isTrue();
			assertThat(client.answer()).contains("{\"code\":\"canceled\",\"message\":\"The caller gave up.\"");
		}
	}

	@Test
	void aQuietBeanHearsOfItAtOnceOverTls() {
		start(TomcatPresence.create(), tls::encrypt);
		assertThat(hearing(() -> {
			TalkClient client = tls.connect(this.tomcat.port());
			client.send("silent", "{}");
			return client;
		}, TalkClient.Leave.FIN)).isLessThan(AT_ONCE);
	}

	@ParameterizedTest
	@EnumSource(TalkClient.Leave.class)
	void overHttp2AResetAndAClosedConnectionAreHeardOfAtOnce(TalkClient.Leave how) {
		start(TomcatPresence.create(), (connector) -> connector.addUpgradeProtocol(new Http2Protocol()));
		assertThat(hearing(() -> {
			TalkClient client = TalkClient.connect(this.tomcat.port());
			client.sendHttp2("silent", "{}");
			return client;
		}, how)).isLessThan(AT_ONCE);
		everyThreadIsFree();
		assertThat(this.outcome).hasValue(RpcStatus.CANCELED);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCallerWhoIsPatientIsNotTakenForGone(boolean encrypted) throws Exception {
		AtomicInteger looks = new AtomicInteger();
		start(counted(looks), encrypted ? tls::encrypt : (connector) -> {
		});
		this.bean.begin();
		try (TalkClient client = encrypted ? tls.connect(this.tomcat.port()) : TalkClient.connect(this.tomcat.port())) {
			client.send("held", "{}");
			await().until(() -> looks.get() >= 5);
			this.bean.release();
			assertThat(client.answer()).contains("begin").contains("end").contains("{}").doesNotContain("code");
			client.sendPlain("slowly", "{\"millis\":1}");
			assertThat(client.answer()).isEqualTo("{\"result\":\"one\"}\n{\"result\":\"two\"}\n");
		}
	}

	private static CallerPresence counted(AtomicInteger looks) {
		CallerPresence tomcat = TomcatPresence.create();
		return (request) -> {
			BooleanSupplier gone = tomcat.whetherGone(request);
			return () -> {
				boolean answer = gone.getAsBoolean();
				looks.incrementAndGet();
				return answer;
			};
		};
	}

	/**
	 * In one piece with the body before it, Tomcat has read it, and it stands behind that
	 * in the buffer.
	 */
	@ParameterizedTest
	@CsvSource({ "true, true", "true, false", "false, true", "false, false" })
	void aRequestThatIsSentBeforeItsTurnIsAnsweredInTurn(boolean atOnce, boolean chunked) throws Exception {
		AtomicInteger looks = new AtomicInteger();
		start(counted(looks), (connector) -> {
		});
		this.bean.begin();
		byte[] first = TalkClient.request("held", "{}", true, chunked);
		byte[] second = TalkClient.request("slowly", "{\"millis\":1}", false, chunked);
		try (TalkClient client = TalkClient.connect(this.tomcat.port())) {
			client.write(atOnce ? TalkClient.joined(first, second) : first);
			await().until(() -> looks.get() >= 2);
			if (!atOnce) {
				client.write(second);
			}
			int before = looks.get();
			await().until(() -> looks.get() >= before + 3);
			this.bean.release();
			assertThat(client.answer()).contains("begin").contains("end").doesNotContain("code");
			assertThat(client.answer()).isEqualTo("{\"result\":\"one\"}\n{\"result\":\"two\"}\n");
			client.sendPlain("slowly", "{\"millis\":1}");
			assertThat(client.answer()).isEqualTo("{\"result\":\"one\"}\n{\"result\":\"two\"}\n");
		}
	}

	@Test
	void aRequestStreamThatComesSlowlyIsNotTouched() throws Exception {
		AtomicInteger looks = new AtomicInteger();
		start(counted(looks), (connector) -> {
		});
		try (TalkClient client = TalkClient.connect(this.tomcat.port());
				TalkClient other = TalkClient.connect(this.tomcat.port())) {
			other.send("silent", "{}");
			client.write(TalkClient.head("joined", "application/connect+json", 3 * 18));
			for (int i = 0; i < 3; i++) {
				int before = looks.get();
				client.write(TalkClient.envelope("{\"words\":\"" + i + "\"}"));
				await().until(() -> looks.get() >= before + 3);
			}
			assertThat(client.answer()).contains("{\"result\":\"012\"}");
		}
	}

	/** Somebody looks nearly all the time, so that streams write and end meanwhile. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void manyShortCallsOnConnectionsThatAreLookedAtAreAllAnswered(boolean encrypted) throws Exception {
		Hammer hammer = new Hammer();
		start(hammer, encrypted ? tls::encrypt : (connector) -> {
		});
		AtomicInteger answered = new AtomicInteger();
		AtomicReference<Throwable> failure = new AtomicReference<>();
		List<Thread> callers = IntStream.range(0, CALLERS).mapToObj((caller) -> new Thread(() -> {
			try (TalkClient client = encrypted ? tls.connect(this.tomcat.port())
					: TalkClient.connect(this.tomcat.port())) {
				for (int i = 0; i < CALLS || hammer.looks.get() <= CALLERS; i++) {
					client.sendPlain("ends", "{\"millis\":" + (60 + 3 * (i % CALLS)) + "}");
					assertThat(client.answer()).isEmpty();
					client.sendPlain("slowly", "{\"millis\":" + (i % 3) * 30 + "}");
					assertThat(client.answer()).isEqualTo("{\"result\":\"one\"}\n{\"result\":\"two\"}\n");
					answered.incrementAndGet();
				}
			}
			catch (IOException | RuntimeException | AssertionError ex) {
				failure.set(ex);
			}
		})).toList();
		callers.forEach(Thread::start);
		for (Thread caller : callers) {
			caller.join();
		}
		assertThat(failure).hasValue(null);
		assertThat(answered).hasValueGreaterThanOrEqualTo(CALLERS * CALLS);
		assertThat(hammer.late).hasValue(0);
	}

	/** Looks as long as some of the streams last, and sees whether it is too late. */
	private static final class Hammer implements CallerPresence {

		private final CallerPresence tomcat = TomcatPresence.create();

		private final AtomicInteger looks = new AtomicInteger();

		private final AtomicInteger late = new AtomicInteger();

		@Override
		public BooleanSupplier whetherGone(HttpServletRequest request) {
			BooleanSupplier gone = this.tomcat.whetherGone(request);
			return () -> {
				this.looks.incrementAndGet();
				long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(10);
				while (System.nanoTime() < until) {
					if (isOver(request)) {
						this.late.incrementAndGet();
					}
					if (gone.getAsBoolean()) {
						return true;
					}
				}
				return false;
			};
		}

		/** What Tomcat shows of a request is of no use behind its end. */
		private static boolean isOver(HttpServletRequest request) {
			try {
				return request.getMethod() == null;
			}
			catch (IllegalStateException ex) {
				return true;
			}
		}

	}

	/** A quiet connection would be looked at after five rounds, or after ten. */
	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aServerWhoseConnectionsCannotBeSeenIsNotAsked(CapturedOutput output) throws Exception {
		start((request) -> null, (connector) -> {
		});
		this.bean.begin();
		try (TalkClient client = call("held", "{}")) {
			assertThat(this.bean.awaitQuiet()).isTrue();
			Rounds.pass(12);
			this.bean.release();
			assertThat(client.answer()).contains("end");
		}
		assertThat(output).doesNotContain("A watch failed");
	}

}
