package io.github.rpcboot.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.Probe.OutOfStock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * gRPC between a channel and a server of grpc-java.
 */
class GrpcTransportTests extends AbstractTransportTests {

	private GrpcServers server;

	@Override
	Endpoint serve(RpcServices services) {
		this.server = GrpcServers.start(this.rpc, services);
		return this.server.endpoint();
	}

	@Override
	Transport connect() {
		return GrpcServers.transport(this.rpc);
	}

	@Override
	void stopServing() {
		this.server.close();
	}

	@Test
	@Override
	@DisplayName("an unknown service is unimplemented, and its method is named as it is on the wire")
	void anUnknownServiceIsUnimplemented() {
		RpcException failure = failureOf(() -> client(Absent.class, LONG).echo("x"));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNIMPLEMENTED);
		assertThat(failure.reason())
			.isEqualTo("There is no method 'Absent/Echo' here. Check the names; they are case-sensitive.");
	}

	@Test
	@Override
	@DisplayName("an unknown method is unimplemented, and named as it is on the wire")
	void anUnknownMethodIsUnimplemented() {
		RpcException failure = failureOf(() -> client(Newer.class, LONG).added("x"));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNIMPLEMENTED);
		assertThat(failure.reason())
			.isEqualTo("There is no method 'Probe/Added' here. Check the names; they are case-sensitive.");
	}

	@Test
	void anExceptionWithManyFieldsArrivesAsItselfToo() {
		String sku = "A-" + "ü".repeat(10_000);
		OutOfStock failure = catchThrowableOfType(OutOfStock.class, () -> probe().reserve(sku, 3));
		assertThat(failure.getSku()).isEqualTo(sku);
		assertThat(failure.getMissing()).isEqualTo(3);
	}

	@Test
	void aMessageOfAnErrorIsCutSoThatItFitsIntoTrailers() {
		RpcException failure = failureOf(() -> probe().fail(RpcStatus.ABORTED, "𝄞".repeat(10_000)));
		assertThat(failure.status()).isEqualTo(RpcStatus.ABORTED);
		assertThat(failure.reason()).startsWith("𝄞𝄞𝄞").endsWith("𝄞…").hasSizeLessThan(200);
	}

	@Test
	void messagesOfEverySizeArriveCompressed() {
		try (Transport compressing = GrpcServers.transport(this.rpc, true)) {
			Probe probe = this.rpc.client(Probe.class, compressing, this.server.endpoint(), LONG);
			assertThat(probe.echo("small")).isEqualTo("small");
			assertThat(probe.echo("x".repeat(50_000))).hasSize(50_000);
			RpcException failure = failureOf(() -> probe.echo("x".repeat(5_000_000)));
			assertThat(failure.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED);
		}
	}

	@Test
	void theCallerIsKnownByItsAddress() {
		probe().echo("x");
		assertThat(this.bean.context().peer().address()).isEqualTo("127.0.0.1");
		assertThat(this.bean.context().peer().protocol()).isEqualTo("grpc");
		assertThat(this.bean.context().peer().principal()).isNull();
	}

	@Test
	void aCallerThatGivesUpCancelsTheCallAtTheProvider() throws Exception {
		CompletableFuture<String> call = warm(probe()).never();
		this.bean.awaitEntered();
		assertThat(this.bean.context().cancellation().isCanceled()).isFalse();
		call.cancel(true);
		await().until(() -> this.bean.context().cancellation().isCanceled());
	}

	@Test
	void aBlockingHandlerSeesAtOnceThatItsCallerWasInterrupted() throws InterruptedException {
		Probe probe = warm(probe());
		startAndInterrupt(() -> catchThrowable(probe::waitUntilCanceled));
		assertThat(this.bean.isCancellationSeen()).isTrue();
	}

	@Test
	void aCallThatHasEndedIsNotCanceledAfterwards() {
		probe().echo("x");
		await().until(() -> this.server.drain().inFlight() == 0);
		assertThat(this.bean.context().cancellation().isCanceled()).isFalse();
	}

	@Test
	void aProviderThatDrainsSaysSoInEveryAnswer() {
		List<Boolean> told = new ArrayList<>();
		Probe probe = client(Probe.class, LONG, (call, next) -> {
			RpcReply reply = next.handle(call);
			told.add(reply.isDraining());
			return reply;
		});
		probe.echo("x");
		this.server.drain().begin();
		probe.echo("x");
		failureOf(() -> probe.fail(RpcStatus.ABORTED, "No."));
		assertThat(told).containsExactly(false, true, true);
	}

	@Test
	void aHeaderThatGrpcDoesNotKnowFailsTheCallBeforeItIsSent() {
		send(RpcHeaders.empty().with("x!tenant", "blue"));
		RpcException failure = failureOf(() -> probe().nothing());
		assertThat(failure.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
		assertThat(failure.reason()).startsWith("The header 'x!tenant' cannot travel over gRPC.");
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(this.bean.calls()).isZero();
	}

	@Test
	void theConnectionsAreCounted() {
		Transport transport = GrpcServers.transport(this.rpc);
		assertThat(transport.connections()).isEqualTo(new Transport.Connections(0, 0, 0));
		this.rpc.client(Probe.class, transport, this.server.endpoint(), LONG).echo("x");
		assertThat(transport.connections()).isEqualTo(new Transport.Connections(0, 1, 0));
		transport.close();
		assertThat(transport.connections()).isEqualTo(new Transport.Connections(0, 0, 0));
	}

}
