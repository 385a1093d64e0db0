package io.github.rpcboot.protocol.http;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.Flows;
import io.github.rpcboot.protocol.FlowsBean;
import io.github.rpcboot.protocol.HttpClients;
import io.github.rpcboot.protocol.RpcTomcat;
import io.github.rpcboot.protocol.TestRpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A provider that stops while streams are open.
 */
@Timeout(30)
class DrainedStreamsTests {

	private static final Duration GRACE = Duration.ofMillis(400);

	private final TestRpc rpc = new TestRpc();

	private final FlowsBean bean = new FlowsBean();

	private final HttpDrain drain = HttpDrain.create();

	private final RpcTomcat tomcat = RpcTomcat.start(this.rpc, this.rpc.services(this.bean, Flows.class),
			Duration.ofSeconds(30), this.drain);

	private final Transport transport = HttpClients.sockets(this.rpc, new HttpTransport.Settings("/rpc", false, 65536));

	private final Flows flows = this.rpc.client(Flows.class, this.transport, this.tomcat.endpoint(),
			Duration.ofSeconds(10));

	@AfterEach
	void stop() {
		this.bean.release();
		this.transport.close();
		this.tomcat.close();
	}

	private Thread stopProvider() {
		Thread stopping = new Thread(
				() -> this.drain.run(Duration.ofMillis(1), GRACE, new Sockets(), RpcEvents.all(List.of())));
		stopping.start();
		return stopping;
	}

	private static RpcException failureOf(Runnable call) {
		RpcException failure = catchThrowableOfType(RpcException.class, call::run);
		assertThat(failure).as("the failure").isNotNull();
		return failure;
	}

	@Test
	void aStreamMayEndWithinTheGrace() throws InterruptedException {
		Iterator<String> words = this.flows.words(2000).iterator();
		words.next();
		Thread stopping = stopProvider();
		int read = 1;
		while (words.hasNext()) {
			words.next();
			read++;
		}
		assertThat(read).isEqualTo(2000);
		stopping.join();
	}

	@Test
	void aStreamThatDoesNotEndIsEndedAndItsCallerLearnsWhy() throws InterruptedException {
		Stream<String> endless = this.flows.endless();
		Iterator<String> words = endless.iterator();
		words.next();
		long start = System.nanoTime();
		Thread stopping = stopProvider();
		RpcException failure = failureOf(() -> words.forEachRemaining((word) -> {
		}));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(GRACE);
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.reason())
			.isEqualTo("The provider is stopping, and has ended the stream. Another instance can be called at once.");
		assertThat(this.bean.awaitClosed()).isTrue();
		stopping.join();
	}

	@Test
	void aRequestStreamThatDoesNotEndIsEndedToo() throws InterruptedException {
		Thread stopping = stopProvider();
		RpcException failure = failureOf(() -> this.flows.sum(Stream.generate(() -> 1L)));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		stopping.join();
	}

	@Test
	void noStreamBeginsBehindTheGrace() throws InterruptedException {
		stopProvider().join();
		RpcException failure = failureOf(this.flows::endless);
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.reason())
			.isEqualTo("The provider is stopping, and begins no stream. Another instance can be called at once.");
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(this.bean.produced()).isZero();
		assertThat(this.flows.hello("you")).isEqualTo("Hello you");
	}

	/** Sockets that stay as they are. */
	private static final class Sockets implements ServerSockets {

		@Override
		public void closeListening() {
		}

		@Override
		public boolean isUnconnected() {
			return false;
		}

	}

}
