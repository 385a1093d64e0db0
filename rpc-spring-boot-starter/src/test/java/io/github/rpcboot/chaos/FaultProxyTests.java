package io.github.rpcboot.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The proxy breaks connections exactly where it is told to.
 */
class FaultProxyTests {

	private final Echo echo = new Echo("first");

	private final FaultProxy proxy = FaultProxy.to(this.echo.port());

	@AfterEach
	void stop() throws IOException {
		this.proxy.close();
		this.echo.close();
	}

	@Test
	void withoutFaultsEverythingPasses() throws IOException {
		try (Socket socket = connect()) {
			assertThat(ask(socket, "ping")).isEqualTo("first:ping");
			assertThat(ask(socket, "pong")).isEqualTo("first:pong");
		}
		assertThat(this.proxy.exchanges()).isEqualTo(2);
		assertThat(this.proxy.accepted()).hasSize(1);
	}

	@Test
	void aResponseIsCutAfterAnyByte() throws IOException {
		for (int length = 0; length <= "first:ping".length(); length++) {
			this.proxy.always(Fault.cutResponse(length));
			try (Socket socket = connect()) {
				send(socket, "ping");
				assertThat(readToEnd(socket)).isEqualTo("first:ping".substring(0, length));
			}
		}
	}

	@Test
	void aResetIsSeenAsOne() throws IOException {
		this.proxy.always(Fault.resetResponse(3));
		try (Socket socket = connect()) {
			send(socket, "ping");
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> readToEnd(socket))
				.withMessageContaining("reset");
		}
	}

	@Test
	void aRequestIsCutAfterAnyByte() throws IOException {
		for (int length = 0; length <= 4; length++) {
			int expected = this.echo.received.size() + ((length > 0) ? 1 : 0);
			this.proxy.always(Fault.cutRequest(length));
			try (Socket socket = connect()) {
				send(socket, "ping");
				assertThat(readToEnd(socket)).isEmpty();
			}
			this.echo.await(expected);
			if (length > 0) {
				assertThat(this.echo.received.get(expected - 1)).isEqualTo("ping".substring(0, length));
			}
		}
	}

	@Test
	void aFaultMeetsTheExchangeThatItIsMeantFor() throws IOException {
		this.proxy.script((connection, exchange) -> (exchange == 2) ? Fault.cutResponse(0) : Fault.NONE);
		try (Socket socket = connect()) {
			assertThat(ask(socket, "ping")).isEqualTo("first:ping");
			send(socket, "ping");
			assertThat(readToEnd(socket)).isEmpty();
		}
	}

	@Test
	void aSwallowedRequestReachesNobody() throws IOException {
		this.proxy.always(Fault.swallow());
		try (Socket socket = connect()) {
			send(socket, "ping");
			socket.setSoTimeout(50);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> socket.getInputStream().read());
			assertThat(this.echo.received).isEmpty();
		}
	}

	@Test
	void aStalledResponseStopsInTheMiddle() throws IOException {
		this.proxy.always(Fault.stallResponse(5));
		try (Socket socket = connect()) {
			send(socket, "ping");
			assertThat(socket.getInputStream().readNBytes(5)).isEqualTo(bytes("first"));
			socket.setSoTimeout(50);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> socket.getInputStream().read());
		}
	}

	@Test
	void aResponseDrips() throws IOException {
		this.proxy.always(Fault.dripResponse(1, Duration.ofMillis(5)));
		try (Socket socket = connect()) {
			long start = System.nanoTime();
			assertThat(ask(socket, "ping")).isEqualTo("first:ping");
			assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(45).toNanos());
		}
	}

	@Test
	void aResponseIsDelayed() throws IOException {
		this.proxy.always(Fault.delay(Duration.ofMillis(60)));
		try (Socket socket = connect()) {
			long start = System.nanoTime();
			assertThat(ask(socket, "ping")).isEqualTo("first:ping");
			assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(60).toNanos());
		}
	}

	@Test
	void aRefusingProxyRefusesAndEndsWhatIsOpen() throws IOException {
		try (Socket socket = connect()) {
			assertThat(ask(socket, "ping")).isEqualTo("first:ping");
			this.proxy.refuse();
			assertThat(socket.getInputStream().read()).isNegative();
			assertThatExceptionOfType(IOException.class).isThrownBy(this::connect);
		}
		this.proxy.accept();
		try (Socket socket = connect()) {
			assertThat(ask(socket, "ping")).isEqualTo("first:ping");
		}
	}

	@Test
	void whoConnectsAfterAProxyHasBegunToRefuseIsRefused() throws IOException {
		for (int i = 0; i < 300; i++) {
			FaultProxy refusing = FaultProxy.to(this.echo.port());
			refusing.refuse();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> askOnce(refusing));
		}
	}

	@Test
	void backendsTakeTurnsAndOneThatRefusesIsPassedOver() throws IOException {
		Echo second = new Echo("second");
		try (FaultProxy both = FaultProxy.to(this.echo.port(), second.port())) {
			assertThat(askOnce(both)).isEqualTo("first:ping");
			assertThat(askOnce(both)).isEqualTo("second:ping");
			second.close();
			assertThat(askOnce(both)).isEqualTo("first:ping");
			assertThat(askOnce(both)).isEqualTo("first:ping");
		}
	}

	@Test
	void aSeedMakesTheSamePlanAndTellsIt() {
		List<Fault> faults = List.of(Fault.cutResponse(1), Fault.resetRequest(7), Fault.swallow());
		FaultScript one = FaultScript.seeded(42, 50, faults);
		FaultScript same = FaultScript.seeded(42, 50, faults);
		for (int i = 1; i < 50; i++) {
			assertThat(one.fault(i, i % 7)).isEqualTo(same.fault(i, i % 7));
		}
		assertThat(one.toString()).startsWith("seed 42, 50 percent\nconnection 00").isEqualTo(same.toString());
		assertThat(one.toString()).contains(": cut after byte 1 of the response")
			.contains(": reset after byte 7 of the request")
			.contains(": stall after byte 0 of the request");
	}

	private String askOnce(FaultProxy other) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), other.port())) {
			return ask(socket, "ping");
		}
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.proxy.port());
		socket.setSoTimeout(5000);
		return socket;
	}

	private static void send(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(bytes(text));
	}

	private String ask(Socket socket, String text) throws IOException {
		send(socket, text);
		InputStream in = socket.getInputStream();
		StringBuilder answer = new StringBuilder();
		while (!answer.toString().endsWith(":" + text)) {
			int value = in.read();
			if (value < 0) {
				return answer.toString();
			}
			answer.append((char) value);
		}
		return answer.toString();
	}

	private static String readToEnd(Socket socket) throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		socket.getInputStream().transferTo(all);
		return all.toString(StandardCharsets.UTF_8);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/** Answers every chunk with its name and the chunk. */
	private static final class Echo implements AutoCloseable {

		private final String name;

		private final ServerSocket server;

		private final List<String> received = new CopyOnWriteArrayList<>();

		private final Thread acceptor;

		Echo(String name) {
			this.name = name;
			try {
				this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
			this.acceptor = start(this::accept);
		}

		private static Thread start(Runnable task) {
			Thread thread = new Thread(task, "echo");
			thread.setDaemon(true);
			thread.start();
			return thread;
		}

		private void accept() {
			try {
				while (true) {
					Socket socket = this.server.accept();
					start(() -> serve(socket));
				}
			}
			catch (IOException ex) {
				// Closed.
			}
		}

		private void serve(Socket socket) {
			byte[] buffer = new byte[1024];
			try (socket) {
				for (int count = socket.getInputStream().read(buffer); count > 0; count = socket.getInputStream()
					.read(buffer)) {
					String text = new String(buffer, 0, count, StandardCharsets.UTF_8);
					this.received.add(text);
					socket.getOutputStream().write(bytes(this.name + ":" + text));
				}
			}
			catch (IOException ex) {
				// The proxy has gone.
			}
		}

		int port() {
			return this.server.getLocalPort();
		}

		void await(int count) {
			Awaitility.await().until(() -> this.received.size() >= count);
		}

		/** A listening socket goes on until the thread has left it that accepts. */
		@Override
		public void close() throws IOException {
			this.server.close();
			try {
				this.acceptor.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
