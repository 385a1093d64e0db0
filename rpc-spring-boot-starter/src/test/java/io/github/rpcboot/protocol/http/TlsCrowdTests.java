package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.protocol.Probe;
import io.github.rpcboot.protocol.TestRpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ssl.SslBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many callers that need a connection at once do not make a storm of handshakes, all of
 * which come too late.
 */
class TlsCrowdTests {

	private static final int CALLERS = 100;

	private static final int WAITING = 40;

	private final TestRpc rpc = new TestRpc();

	private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

	private final ExecutorService handlers = Executors.newFixedThreadPool(CALLERS);

	private final AtomicInteger handled = new AtomicInteger();

	@TempDir
	Path directory;

	private HttpsServer server;

	@AfterEach
	void stop() {
		this.callers.shutdownNow();
		this.handlers.shutdownNow();
		this.server.stop(0);
	}

	private int start(SslBundle bundle) throws IOException {
		return start(bundle, new CountDownLatch(0));
	}

	/** Answers the first request when it may, all others at once. */
	private int start(SslBundle bundle, CountDownLatch first) throws IOException {
		this.server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 256);
		this.server.setHttpsConfigurator(new HttpsConfigurator(bundle.createSslContext()));
		this.server.setExecutor(this.handlers);
		this.server.createContext("/", (exchange) -> {
			exchange.getRequestBody().readAllBytes();
			if (this.handled.incrementAndGet() == 1) {
				await().until(() -> first.getCount() == 0);
			}
			byte[] body = "{\"result\":\"x\"}".getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.server.start();
		return this.server.getAddress().getPort();
	}

	@Test
	void fewShakeHandsAtATimeAndTheOthersUseTheirConnections() throws Exception {
		int port = start(GivenAddressTests.bundle("provider.invalid", this.directory));
		Patient trust = new Patient();
		SSLContext context = trusting(trust);
		HttpTransport.Settings settings = new HttpTransport.Settings("/rpc", false, this.rpc.limits().responseBytes());
		try (HttpTransport transport = HttpTransport.over(context::getSocketFactory, new SSLParameters(),
				this.rpc.codec(), this.rpc.errors(), settings)) {
			Endpoint endpoint = Endpoint.parse("https://provider.invalid:" + port, "the test")
				.at(InetAddress.getByName("127.0.0.1"));
			Probe probe = this.rpc.client(Probe.class, transport, endpoint, Duration.ofSeconds(20));
			List<Future<String>> answers = IntStream.range(0, CALLERS)
				.mapToObj((i) -> this.callers.submit(() -> probe.echo("x")))
				.toList();
			await().until(() -> trust.inside.get() >= 16);
			await().during(Duration.ofMillis(150)).until(() -> trust.inside.get() == 16);
			trust.open.countDown();
			for (Future<String> answer : answers) {
				assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("x");
			}
		}
		assertThat(trust.inside.get()).isLessThan(CALLERS);
	}

	@Test
	void whoGivesUpWhileWaitingForATurnSendsNothing() throws Exception {
		CountDownLatch first = new CountDownLatch(1);
		int port = start(GivenAddressTests.bundle("provider.invalid", this.directory), first);
		Patient trust = new Patient();
		Patient quick = new Patient();
		quick.open.countDown();
		// A context of its own, since a session that is known needs no certificate.
		SSLSocketFactory slowly = trusting(trust).getSocketFactory();
		SSLSocketFactory quickly = trusting(quick).getSocketFactory();
		try (SocketEngine engine = new SocketEngine(() -> (this.handled.get() == 0) ? quickly : slowly,
				new SSLParameters())) {
			Future<?> inUse = this.callers.submit(() -> post(engine, port, new Cancellation()));
			await().until(() -> this.handled.get() == 1);
			List<Future<?>> shaking = new ArrayList<>();
			for (int i = 0; i < 16; i++) {
				shaking.add(this.callers.submit(() -> post(engine, port, new Cancellation())));
			}
			await().until(() -> trust.inside.get() == 16);
			Cancellation cancellation = new Cancellation();
			List<Future<String>> waiting = new ArrayList<>();
			for (int i = 0; i < WAITING; i++) {
				waiting.add(this.callers.submit(() -> post(engine, port, cancellation)));
			}
			await().until(() -> engine.connections().leased() == 17 + WAITING);
			first.countDown();
			inUse.get(5, TimeUnit.SECONDS);
			await().until(() -> engine.connections().idle() == 1);
			cancellation.cancel();
			trust.open.countDown();

			for (Future<String> one : waiting) {
				assertThat(one.get(5, TimeUnit.SECONDS)).startsWith("canceled");
			}
			for (Future<?> one : shaking) {
				assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo("200");
			}
			assertThat(this.handled.get()).isEqualTo(17);
		}
	}

	private static SSLContext trusting(TrustManager trust) throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { trust }, null);
		return context;
	}

	private static String post(HttpEngine engine, int port, Cancellation cancellation) throws IOException {
		HttpEngine.Request request = new HttpEngine.Request(URI.create("https://provider.invalid:" + port + "/rpc"),
				InetAddress.getByName("127.0.0.1"), List.of(), new byte[0], 1000, false);
		try {
			return Integer.toString(
					engine.send(request, Deadline.after(Duration.ofSeconds(20), "the test"), cancellation).status());
		}
		catch (HttpEngine.Failed ex) {
			return ex.failure().status().code() + ": " + ex.failure().message();
		}
	}

	/** Trusts everybody, once it may; until then all that shake hands are here. */
	private static final class Patient extends X509ExtendedTrustManager {

		private final AtomicInteger inside = new AtomicInteger();

		private final CountDownLatch open = new CountDownLatch(1);

		private void check() {
			this.inside.incrementAndGet();
			try {
				assertThat(this.open.await(20, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
			check();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
			check();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
			check();
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
