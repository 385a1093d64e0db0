package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLParameters;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.HttpClients;
import io.github.rpcboot.protocol.Probe;
import io.github.rpcboot.protocol.TestRpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * The transport connects to the address that it is given, and speaks to the name. No name
 * here can be looked up: {@code .invalid} never resolves (RFC 6761).
 */
class GivenAddressTests {

	private static final String PASSWORD = "changeit";

	private final TestRpc rpc = new TestRpc();

	private final List<AutoCloseable> open = new ArrayList<>();

	private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();

	@TempDir
	Path directory;

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable one : this.open) {
			one.close();
		}
	}

	private final HttpTransport.Settings settings = new HttpTransport.Settings("/rpc", false,
			this.rpc.limits().responseBytes());

	Transport transport(HttpTransport.Settings settings) {
		return HttpClients.sockets(this.rpc, settings);
	}

	Transport trusting(SslBundle bundle, HttpTransport.Settings settings) {
		return HttpTransport.over(() -> bundle.createSslContext().getSocketFactory(), new SSLParameters(),
				this.rpc.codec(), this.rpc.errors(), settings);
	}

	final TestRpc rpc() {
		return this.rpc;
	}

	private Probe probe(Transport transport, String url, String address) throws IOException {
		this.open.add(transport);
		Endpoint endpoint = Endpoint.parse(url, "the test").at(InetAddress.getByName(address));
		return this.rpc.client(Probe.class, transport, endpoint, Duration.ofSeconds(5));
	}

	/**
	 * Answers with the address that it listens on, and the names that it was called by.
	 */
	private <T extends HttpServer> T start(T server) {
		server.createContext("/", (exchange) -> {
			exchange.getRequestBody().readAllBytes();
			this.callers.add(exchange.getRemoteAddress());
			String text = exchange.getLocalAddress().getAddress().getHostAddress() + " as "
					+ exchange.getRequestHeaders().getFirst("Host") + serverName(exchange);
			byte[] body = ("{\"result\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		server.start();
		this.open.add(() -> server.stop(0));
		return server;
	}

	private static String serverName(HttpExchange exchange) {
		if (exchange instanceof HttpsExchange tls && tls.getSSLSession() instanceof ExtendedSSLSession session) {
			return ", TLS to " + session.getRequestedServerNames();
		}
		return "";
	}

	@Test
	void twoAddressesOfOneNameAreTwoInstances() throws IOException {
		int port = startTwo();
		String url = "http://provider.invalid:" + port;
		Transport client = transport(this.settings);
		Probe first = probe(client, url, "127.0.0.1");
		Probe second = probe(client, url, "127.0.0.2");
		for (int i = 0; i < 3; i++) {
			assertThat(first.echo("x")).isEqualTo("127.0.0.1 as provider.invalid:" + port);
			assertThat(second.echo("x")).isEqualTo("127.0.0.2 as provider.invalid:" + port);
		}
	}

	/** The same port on two addresses, which may be taken on the second. */
	private int startTwo() throws IOException {
		while (true) {
			HttpServer first = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 16);
			int port = first.getAddress().getPort();
			try {
				start(HttpServer.create(new InetSocketAddress("127.0.0.2", port), 16));
				start(first);
				return port;
			}
			catch (BindException ex) {
				first.start();
				first.stop(0);
			}
		}
	}

	@Test
	void aRefusedConnectionNamesTheHost() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.3"))) {
			port = socket.getLocalPort();
		}
		Probe probe = probe(transport(this.settings), "http://provider.invalid:" + port, "127.0.0.3");
		RpcException thrown = catchThrowableOfType(RpcException.class, () -> probe.echo("x"));
		assertThat(thrown.reason())
			.isEqualTo("provider.invalid:" + port + " does not accept connections. Is the application running there?");
		assertThat(thrown.instance()).isEqualTo("http://provider.invalid:" + port + " (127.0.0.3)");
	}

	/** Encrypted bytes that carry no data must not look like the end of a connection. */
	@Test
	void aConnectionWithTlsIsUsedAgainAfterARest() throws Exception {
		SslBundle bundle = bundle("provider.invalid");
		HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 16);
		server.setHttpsConfigurator(new HttpsConfigurator(bundle.createSslContext()));
		start(server);
		Transport transport = trusting(bundle, this.settings);
		Probe probe = probe(transport, "https://provider.invalid:" + server.getAddress().getPort(), "127.0.0.1");
		for (int i = 0; i < 3; i++) {
			assertThat(probe.echo("x")).startsWith("127.0.0.1");
			await().pollDelay(Duration.ofMillis(150)).until(() -> true);
		}
		assertThat(this.callers).hasSize(1);
	}

	@Test
	void tlsNamesAndChecksTheHostAndNotTheAddress() throws Exception {
		SslBundle bundle = bundle("provider.invalid");
		HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 16);
		server.setHttpsConfigurator(new HttpsConfigurator(bundle.createSslContext()));
		int port = start(server).getAddress().getPort();

		Probe right = probe(trusting(bundle, this.settings), "https://provider.invalid:" + port, "127.0.0.1");
		assertThat(right.echo("x")).isEqualTo(
				"127.0.0.1 as provider.invalid:" + port + ", TLS to [type=host_name (0), value=provider.invalid]");

		Probe wrong = probe(trusting(bundle, this.settings), "https://other.invalid:" + port, "127.0.0.1");
		RpcException thrown = catchThrowableOfType(RpcException.class, () -> wrong.echo("x"));
		assertThat(thrown.reason()).startsWith("The TLS handshake with other.invalid:" + port + " failed:")
			.contains("other.invalid");
		assertThat(thrown.mayHaveExecuted()).isFalse();
	}

	private SslBundle bundle(String host) throws Exception {
		return bundle(host, this.directory);
	}

	/** A certificate of its own for a host, and trust in it. */
	static SslBundle bundle(String host, Path directory) throws Exception {
		Path file = directory.resolve("keys.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host,
				"-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("keytool.txt").toFile())
			.start();
		assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			keys.load(in, PASSWORD.toCharArray());
		}
		KeyStore trust = KeyStore.getInstance("PKCS12");
		trust.load(null, null);
		trust.setCertificateEntry("host", keys.getCertificate("key"));
		return SslBundle.of(SslStoreBundle.of(keys, PASSWORD, trust));
	}

}
