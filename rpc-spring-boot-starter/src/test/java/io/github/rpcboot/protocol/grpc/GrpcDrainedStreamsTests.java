package io.github.rpcboot.protocol.grpc;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.Flows;
import io.github.rpcboot.protocol.FlowsBean;
import io.github.rpcboot.protocol.GrpcServers;
import io.github.rpcboot.protocol.TestRpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.github.rpcboot.protocol.Timing.atRest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * A gRPC provider that stops while streams are open.
 */
@Timeout(30)
class GrpcDrainedStreamsTests {

	private static final String ENDED = "The provider is stopping, and has ended the stream. Another instance can be"
			+ " called at once.";

	private static final String REFUSED = "The provider is stopping, and begins no stream. Another instance can be"
			+ " called at once.";

	private final TestRpc rpc = new TestRpc();

	private final FlowsBean bean = new FlowsBean();

	private final GrpcServers server = GrpcServers.start(this.rpc, this.rpc.services(this.bean, Flows.class));

	private final Transport transport = GrpcServers.transport(this.rpc);

	private final Flows flows = this.rpc.client(Flows.class, this.transport, this.server.endpoint(),
			Duration.ofSeconds(10));

	@AfterEach
	void stop() {
		this.bean.release();
		this.transport.close();
		this.server.close();
	}

	private static RpcException failureOf(Runnable call) {
		RpcException failure = catchThrowableOfType(RpcException.class, call::run);
		assertThat(failure).as("the failure").isNotNull();
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		return failure;
	}

	@Test
	void aStreamThatDoesNotEndIsEndedEvenWhileItsReaderRestsAndItsCallerLearnsWhy() throws InterruptedException {
		Iterator<String> words = this.flows.endless().iterator();
		words.next();
		this.server.drain().endStreams();
		assertThat(this.bean.awaitClosed()).isTrue();
		await().until(() -> this.server.drain().inFlight() == 0);
		assertThat(failureOf(() -> words.forEachRemaining((word) -> {
		})).reason()).isEqualTo(ENDED);
	}

	@Test
	void aReaderWhoTakesNothingDoesNotKeepTheServer() throws InterruptedException {
		Iterator<String> words = this.flows.endless().iterator();
		words.next();
		atRest(this.bean::produced);
		this.server.drain().endStreams();
		this.server.server().shutdown();
		assertThat(this.server.server().awaitTermination(5, TimeUnit.SECONDS)).isTrue();
		RpcException failure = failureOf(() -> words.forEachRemaining((word) -> {
		}));
		assertThat(failure.reason()).endsWith("broke before the whole answer was there.");
		assertThat(failure.mayHaveExecuted()).isTrue();
	}

	@Test
	void aRequestStreamThatDoesNotEndIsEndedToo() throws InterruptedException {
		Thread stopping = new Thread(() -> {
			await().until(() -> this.bean.produced() > 0);
			this.server.drain().endStreams();
		});
		stopping.start();
		assertThat(failureOf(() -> this.flows.sum(Stream.generate(() -> 1L))).reason()).isEqualTo(ENDED);
		stopping.join();
	}

	@Test
	void noStreamBeginsBehindTheEndButOtherCallsAreServed() {
		this.server.drain().endStreams();
		RpcException failure = failureOf(this.flows::endless);
		assertThat(failure.reason()).isEqualTo(REFUSED);
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(this.bean.produced()).isZero();
		assertThat(this.flows.hello("you")).isEqualTo("Hello you");
	}

}
