package io.github.rpcboot.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.http.HttpTransport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Quiet streams over HTTP, from a Tomcat.
 */
class HttpQuietStreamTests extends AbstractQuietStreamTests {

	private static final int MILLION = 1_000_000;

	private RpcTomcat tomcat;

	@Override
	Endpoint serve(RpcServices services) {
		this.tomcat = RpcTomcat.start(this.rpc, services);
		return this.tomcat.endpoint();
	}

	@Override
	Transport connect() {
		return HttpClients.sockets(this.rpc,
				new HttpTransport.Settings("/rpc", false, this.rpc.limits().responseBytes()));
	}

	@Override
	void stopServing() {
		this.tomcat.close();
	}

	/** Tomcat can be asked whether a caller is still there. */
	@Override
	void assertReleased() throws InterruptedException {
		await().atMost(AT_ONCE).until(() -> transport().connections().leased() == 0);
		assertThat(this.bean.awaitEnded()).isTrue();
		everyThreadIsFree();
	}

	private Socket open(int receiveBuffer) throws IOException {
		Socket socket = new Socket();
		socket.setSoTimeout(10_000);
		if (receiveBuffer > 0) {
			socket.setReceiveBufferSize(receiveBuffer);
		}
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.tomcat.port()));
		return socket;
	}

	private static void send(Socket socket, String method, String message, int length) throws IOException {
		byte[] text = message.getBytes(StandardCharsets.UTF_8);
		socket.getOutputStream()
			.write(("POST /rpc/Quiet/" + method + " HTTP/1.1\r\nHost: localhost\r\n"
					+ "Content-Type: application/connect+json\r\nContent-Length: " + length + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		socket.getOutputStream()
			.write(ByteBuffer.allocate(5 + text.length).put((byte) 0).putInt(text.length).put(text).array());
	}

	/**
	 * What was made when for half a second nothing more was.
	 */
	private int producedAtRest() {
		AtomicInteger last = new AtomicInteger(-1);
		AtomicLong since = new AtomicLong();
		await().until(() -> {
			int now = this.bean.produced();
			if (now != last.getAndSet(now)) {
				since.set(System.nanoTime());
			}
			return now > 0 && System.nanoTime() - since.get() > TimeUnit.MILLISECONDS.toNanos(500);
		});
		return last.get();
	}

	@Test
	void aReaderThatStopsHoldsABeanThatCouldMakeAMillionMessages() throws Exception {
		quiet(LONG, LONG);
		try (Socket socket = open(16 * 1024)) {
			send(socket, "many", "{\"count\":" + MILLION + "}", 5 + 17);
			assertThat(socket.getInputStream().read()).isPositive();
			// A kilobyte each: what waits is in the buffers of two sockets and a server.
			assertThat(producedAtRest()).isLessThan(MILLION / 50);
		}
		assertThat(this.bean.awaitEnded()).isTrue();
		everyThreadIsFree();
	}

	@Test
	void aReaderOfOursThatStopsHoldsTheBeanToo() throws InterruptedException {
		Iterator<String> words = quiet(LONG, LONG).many(MILLION).iterator();
		words.next();
		int rests = producedAtRest();
		assertThat(rests).isLessThan(MILLION / 50);
		for (int i = 1; i < rests; i++) {
			words.next();
		}
		await().until(() -> this.bean.produced() > rests);
	}

	@Test
	void theRequestIsHandedBackToTheServerOnlyWhenNobodyReadsIt() throws Exception {
		quiet(LONG, LONG);
		try (Socket socket = open(0)) {
			send(socket, "handsOn", "{\"numbers\":1}", 1000);
			assertThat(readToTheEnd(socket.getInputStream())).contains("{\"result\":\"handed on\"}");
			assertThat(this.bean.seen()).isNull();
		}
		assertThat(this.bean.awaitEnded()).isTrue();
		assertThat(this.bean.produced()).isZero();
		assertThat(this.bean.seen()).isInstanceOf(RpcException.class);
		everyThreadIsFree();
	}

	/** The last envelope, while the connection is still there. */
	private static String readToTheEnd(InputStream in) throws IOException {
		StringBuilder text = new StringBuilder();
		while (text.indexOf("{}") < 0) {
			int value = in.read();
			if (value < 0) {
				throw new IOException("No whole answer: " + text);
			}
			text.append((char) value);
		}
		return text.toString();
	}

}
