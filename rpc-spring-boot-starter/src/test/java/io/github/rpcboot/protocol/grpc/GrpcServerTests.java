package io.github.rpcboot.protocol.grpc;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.contract.schema.ContractSchemas;
import io.github.rpcboot.protocol.GrpcServers;
import io.github.rpcboot.protocol.Probe;
import io.github.rpcboot.protocol.ProbeBean;
import io.github.rpcboot.protocol.TestRpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a client that knows nothing of us sees: names, statuses, details, deadlines, and
 * what happens to calls that break the rules.
 */
class GrpcServerTests {

	private static final byte[] WORLD = "{\"text\":\"World\"}".getBytes(StandardCharsets.UTF_8);

	private final TestRpc rpc = new TestRpc();

	private final ProbeBean bean = new ProbeBean();

	private volatile RpcHandler instead;

	private final GrpcServers server = GrpcServers.start(this.rpc,
			this.rpc.services(this.bean, Probe.class, this::orInstead));

	private final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", this.server.port())
		.usePlaintext()
		.disableRetry()
		.build();

	private RpcReply orInstead(RpcCall call, RpcHandler next) {
		return (this.instead != null) ? this.instead.handle(call) : next.handle(call);
	}

	@AfterEach
	void stop() {
		this.bean.release();
		this.channel.shutdownNow();
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Probe/Echo", "Probe/echo" })
	void theFirstLetterOfAMethodMayBeInEitherCase(String name) {
		assertThat(call(name, WORLD)).isEqualTo("{\"result\":\"World\"}");
	}

	@Test
	void whereRulesForNamesHoldAMethodAnswersToItsCapitalOnly() {
		try (GrpcServers strict = GrpcServers.start(this.rpc, this.rpc.services(this.bean, Probe.class), true)) {
			ManagedChannel other = NettyChannelBuilder.forAddress("127.0.0.1", strict.port()).usePlaintext().build();
			try {
				assertThat(blocking(other, "Probe/Echo", WORLD)).isNotEmpty();
				StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class,
						() -> blocking(other, "Probe/echo", WORLD));
				assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
			}
			finally {
				other.shutdownNow();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Probe/Missing", "Absent/Echo", "Probe/ECHO", "probe/Echo", "a.b.C/D", "Probe/Echo/Echo" })
	void whatDoesNotExistIsUnimplementedWithTheTextOfHttp(String name) {
		Status status = failure(name, WORLD).getStatus();
		assertThat(status.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
		assertThat(status.getDescription())
			.isEqualTo("There is no method '" + name + "' here. Check the names; they are case-sensitive.");
	}

	@Test
	void aDeclaredExceptionIsErrorInfoWithItsFieldsAsJson() throws Exception {
		StatusRuntimeException failure = failure("Probe/Reserve",
				"{\"sku\":\"A-1\",\"missing\":3}".getBytes(StandardCharsets.UTF_8));
		assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
		assertThat(failure.getStatus().getDescription()).isEqualTo("Nothing left of A-1");
		com.google.rpc.Status status = StatusProto.fromThrowable(failure);
		assertThat(status.getCode()).isEqualTo(9);
		assertThat(status.getMessage()).isEqualTo("Nothing left of A-1");
		ErrorInfo info = status.getDetails(0).unpack(ErrorInfo.class);
		assertThat(info.getReason()).isEqualTo("OUT_OF_STOCK");
		assertThat(info.getDomain()).isEqualTo("Probe");
		assertThat(info.getMetadataMap()).containsEntry("exception", "OutOfStock");
		assertThat(info.getMetadataMap().get("fields")).contains("\"sku\":\"A-1\"", "\"missing\":3");
	}

	@Test
	void aRefusalSaysThatNothingRanAndWhenToTryAgain() throws Exception {
		this.instead = (call) -> RpcReply.failure(
				RpcFailure.refused(RpcStatus.UNAVAILABLE, "Too many calls.").withRetryAfter(Duration.ofMillis(1500)));
		StatusRuntimeException failure = failure("Probe/Echo", WORLD);
		assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
		assertThat(failure.getTrailers().get(GrpcProtocol.NOT_EXECUTED)).isEqualTo("1");
		assertThat(failure.getTrailers().get(GrpcProtocol.PUSHBACK)).isEqualTo("1500");
		RetryInfo retry = StatusProto.fromThrowable(failure).getDetails(0).unpack(RetryInfo.class);
		assertThat(retry.getRetryDelay().getSeconds()).isEqualTo(1);
		assertThat(retry.getRetryDelay().getNanos()).isEqualTo(500_000_000);
	}

	@Test
	void whatIsWrongWithFieldsIsABadRequest() throws Exception {
		this.instead = (call) -> {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT,
					"The request is not valid: '$.name' must not be blank; '$.lines[0].amount' must be positive.");
		};
		StatusRuntimeException failure = failure("Probe/Echo", WORLD);
		assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
		BadRequest bad = StatusProto.fromThrowable(failure).getDetails(0).unpack(BadRequest.class);
		assertThat(bad.getFieldViolationsList()).extracting(BadRequest.FieldViolation::getField)
			.containsExactly("name", "lines[0].amount");
		assertThat(bad.getFieldViolations(0).getDescription()).isEqualTo("must not be blank");
	}

	@Test
	void theMemberThatCannotBeReadIsABadRequest() throws Exception {
		this.instead = (call) -> {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT, "The request has a wrong value at '$.lines[0].amount'.");
		};
		BadRequest bad = StatusProto.fromThrowable(failure("Probe/Echo", WORLD)).getDetails(0).unpack(BadRequest.class);
		assertThat(bad.getFieldViolationsList()).singleElement()
			.isEqualTo(BadRequest.FieldViolation.newBuilder()
				.setField("lines[0].amount")
				.setDescription("has a wrong value")
				.build());
	}

	@Test
	void whatAContractDoesNotDeclareLeaksNothing() {
		StatusRuntimeException failure = failure("Probe/BreakDown",
				"{\"secret\":\"hunter2\"}".getBytes(StandardCharsets.UTF_8));
		assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN);
		assertThat(failure.getStatus().getDescription()).doesNotContain("hunter2", "jdbc", "IllegalState");
		assertThat(failure.getTrailers().keys()).containsExactly("content-type");
	}

	@Test
	void aMessageThatCannotBeReadIsAnInvalidArgument() {
		assertThat(failure("Probe/Echo", new byte[] { 1, 2, 3 }).getStatus().getCode())
			.isEqualTo(Status.Code.INVALID_ARGUMENT);
		assertThat(this.bean.calls()).isZero();
	}

	@Test
	void aCompressedMessageThatIsBrokenIsTheCallersFault() {
		CompressorRegistry lying = CompressorRegistry.newEmptyInstance();
		lying.register(new BrokenGzip());
		ManagedChannel other = NettyChannelBuilder.forAddress("127.0.0.1", this.server.port())
			.usePlaintext()
			.compressorRegistry(lying)
			.build();
		try {
			StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class,
					() -> ClientCalls.blockingUnaryCall(other, method("Probe/Echo", MethodDescriptor.MethodType.UNARY),
							CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS).withCompression("gzip"),
							WORLD));
			assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
			assertThat(failure.getStatus().getDescription()).isEqualTo("The request cannot be decompressed.");
			assertThat(failure.getTrailers().containsKey(GrpcProtocol.NOT_EXECUTED)).isFalse();
			assertThat(this.bean.calls()).isZero();
		}
		finally {
			other.shutdownNow();
		}
	}

	private static final class BrokenGzip implements Compressor {

		@Override
		public String getMessageEncoding() {
			return "gzip";
		}

		@Override
		public OutputStream compress(OutputStream out) throws IOException {
			out.write(new byte[] { 0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, -1 });
			return out;
		}

	}

	@Test
	void aMessageFarBeyondTheLimitIsRefusedByTheServer() {
		assertThat(failure("Probe/Echo", new byte[200_000]).getStatus().getCode())
			.isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
		assertThat(this.bean.calls()).isZero();
		assertThat(call("Probe/Echo", WORLD)).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 2, 5 })
	void aCallThatDoesNotCarryOneMessageIsRefused(int messages) {
		Outcome outcome = new Outcome();
		ClientCall<byte[], byte[]> call = this.channel
			.newCall(method("Probe/Echo", MethodDescriptor.MethodType.BIDI_STREAMING), CallOptions.DEFAULT);
		call.start(outcome, new Metadata());
		call.request(2);
		for (int i = 0; i < messages; i++) {
			call.sendMessage(WORLD);
		}
		call.halfClose();
		await().until(() -> outcome.status != null);
		assertThat(outcome.status.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
		assertThat(outcome.status.getDescription()).startsWith("The call must carry one message");
		assertThat(this.bean.calls()).isZero();
	}

	@Test
	void theCallersDeadlineIsTheHandlers() {
		ClientCalls.blockingUnaryCall(this.channel, method("Probe/Echo", MethodDescriptor.MethodType.UNARY),
				CallOptions.DEFAULT.withDeadlineAfter(7, TimeUnit.SECONDS), WORLD);
		assertThat(this.bean.context().deadline().remainingMillis()).isBetween(3000L, 7000L);
		assertThat(this.bean.context().deadline().describe()).matches("(7|6\\.9\\d*) s from the caller");
	}

	@Test
	void aCallWithoutADeadlineHasTheProviders() {
		ClientCalls.blockingUnaryCall(this.channel, method("Probe/Echo", MethodDescriptor.MethodType.UNARY),
				CallOptions.DEFAULT, WORLD);
		assertThat(this.bean.context().deadline().describe()).isEqualTo("30 s from rpc.provider.timeout");
		ClientCalls.blockingUnaryCall(this.channel, method("Probe/Echo", MethodDescriptor.MethodType.UNARY),
				CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.HOURS), WORLD);
		assertThat(this.bean.context().deadline().describe()).isEqualTo("30 s from rpc.provider.timeout");
	}

	@Test
	void aNullResultSaysSoInAHeader() {
		List<Metadata> headers = new ArrayList<>();
		Outcome outcome = new Outcome() {

			@Override
			public void onHeaders(Metadata received) {
				headers.add(received);
			}

		};
		ClientCall<byte[], byte[]> call = this.channel
			.newCall(method("Probe/NullItem", MethodDescriptor.MethodType.UNARY), CallOptions.DEFAULT);
		call.start(outcome, new Metadata());
		call.request(1);
		call.sendMessage(new byte[] { '{', '}' });
		call.halfClose();
		await().until(() -> outcome.status != null);
		assertThat(outcome.status.isOk()).isTrue();
		assertThat(headers.get(0).get(GrpcProtocol.NULL_RESULT)).isEqualTo("1");
	}

	@Test
	void charactersThatNoHeaderHasAreLeftOut() {
		Metadata odd = new Metadata();
		odd.put(Metadata.Key.of("x-odd", Metadata.ASCII_STRING_MARSHALLER), "fine");
		odd.put(Metadata.Key.of("x-key-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] { 0, -1 });
		ClientCalls.blockingUnaryCall(
				ClientInterceptors.intercept(this.channel, MetadataUtils.newAttachHeadersInterceptor(odd)),
				method("Probe/Echo", MethodDescriptor.MethodType.UNARY), CallOptions.DEFAULT, WORLD);
		assertThat(this.bean.context().headers().get("x-odd")).isEqualTo("fine");
		assertThat(this.bean.context().headers().getBinary("x-key-bin")).containsExactly(0, -1);
	}

	@Test
	void aFutureThatNeverCompletesIsAnsweredByTheProvidersDeadline() {
		StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class,
				() -> ClientCalls.blockingUnaryCall(this.channel,
						method("Probe/Never", MethodDescriptor.MethodType.UNARY),
						CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.MILLISECONDS), new byte[] { '{', '}' }));
		assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
		await().until(() -> this.bean.context().cancellation().isCanceled());
		await().until(() -> this.server.drain().inFlight() == 0);
	}

	/** Once by the provider's own time, and once by what the caller says. */
	@ParameterizedTest
	@ValueSource(strings = { "", "200m" })
	void whatABeanDoesWhenItIsCanceledHoldsUpNoOtherDeadline(String timeout) throws InterruptedException {
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch released = new CountDownLatch(1);
		this.instead = (call) -> {
			call.cancellation().onCancel(() -> {
				blocked.countDown();
				await().until(() -> released.getCount() == 0);
			});
			return RpcReply.pending(new CompletableFuture<>());
		};
		RpcServices services = this.rpc.services(this.bean, Probe.class, this::orInstead);
		try (GrpcServers impatient = GrpcServers.start(this.rpc, services, false, RpcStreams.IDLE,
				Duration.ofMillis(300))) {
			ManagedChannel other = NettyChannelBuilder.forAddress("127.0.0.1", impatient.port()).usePlaintext().build();
			try {
				Outcome first = begin(other, timeout);
				assertThat(blocked.await(5, TimeUnit.SECONDS)).isTrue();
				await().atMost(2, TimeUnit.SECONDS).until(() -> first.status != null);
				Outcome second = begin(other, timeout);
				await().atMost(2, TimeUnit.SECONDS).until(() -> second.status != null);
				assertThat(second.status.getCode()).isIn(Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED);
			}
			finally {
				released.countDown();
				other.shutdownNow();
			}
		}
	}

	private static Outcome begin(ManagedChannel channel, String timeout) {
		Outcome outcome = new Outcome();
		Metadata headers = new Metadata();
		if (!timeout.isEmpty()) {
			headers.put(GrpcProtocol.TIMEOUT, timeout);
		}
		ClientCall<byte[], byte[]> call = channel.newCall(method("Probe/Echo", MethodDescriptor.MethodType.UNARY),
				CallOptions.DEFAULT);
		call.start(outcome, headers);
		call.request(1);
		call.sendMessage(WORLD);
		call.halfClose();
		return outcome;
	}

	@Test
	void theServicesAreListedForReflection() {
		JsonMapper mapper = JsonMapper.builder().build();
		ServiceContract contract = ContractParser.using(mapper).parse(Listed.class);
		GrpcRpcEndpoint.ServerParts parts = new GrpcRpcEndpoint.ServerParts(() -> List.of(contract),
				ContractSchemas.using(mapper), UnaryOperator.identity(), () -> null);
		GrpcRpcEndpoint.Settings settings = new GrpcRpcEndpoint.Settings(Duration.ofSeconds(1), "the test",
				this.rpc.limits(), false, parts);
		ServiceDescriptor listed = GrpcRpcEndpoint
			.registry(this.rpc.services(this.bean, Probe.class), this.rpc.codec(), settings, GrpcDrain.create())
			.getServices()
			.get(0)
			.getServiceDescriptor();
		assertThat(listed.getName()).isEqualTo("Listed");
		assertThat(listed.getMethods()).extracting(MethodDescriptor::getFullMethodName)
			.containsExactlyInAnyOrder("Listed/Echo", "Listed/Length");
		ProtoServiceDescriptorSupplier schema = (ProtoServiceDescriptorSupplier) listed.getSchemaDescriptor();
		assertThat(schema.getServiceDescriptor().findMethodByName("Echo").getInputType().findFieldByName("text"))
			.isNotNull();
	}

	interface Listed {

		String echo(String text);

		int length(String text);

	}

	@Test
	void detailsThatNobodyCanReadAreAsIfTheyWereNotThere() {
		assertThat(ErrorDetails.read(new byte[] { -1, -1, -1, 7 }, null)).isEqualTo(ErrorDetails.NONE);
		com.google.rpc.Status lying = com.google.rpc.Status.newBuilder()
			.addDetails(Any.newBuilder()
				.setTypeUrl("type.googleapis.com/google.rpc.ErrorInfo")
				.setValue(ByteString.copyFrom(new byte[] { -1, -1 })))
			.build();
		assertThat(ErrorDetails.read(lying.toByteArray(), null)).isEqualTo(ErrorDetails.NONE);
		com.google.rpc.Status endless = com.google.rpc.Status.newBuilder()
			.addDetails(Any.pack(RetryInfo.newBuilder()
				.setRetryDelay(com.google.protobuf.Duration.newBuilder().setSeconds(Long.MAX_VALUE).setNanos(-1))
				.build()))
			.build();
		assertThat(ErrorDetails.read(endless.toByteArray(), null).exception()).isNull();
	}

	private String call(String name, byte[] message) {
		return blocking(this.channel, name, message);
	}

	private static String blocking(ManagedChannel channel, String name, byte[] message) {
		return new String(ClientCalls.blockingUnaryCall(channel, method(name, MethodDescriptor.MethodType.UNARY),
				CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS), message), StandardCharsets.UTF_8);
	}

	private StatusRuntimeException failure(String name, byte[] message) {
		StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, () -> call(name, message));
		assertThat(failure).isNotNull();
		return failure;
	}

	private static MethodDescriptor<byte[], byte[]> method(String name, MethodDescriptor.MethodType type) {
		Bytes bytes = new Bytes(Integer.MAX_VALUE);
		return MethodDescriptor.newBuilder(bytes, bytes).setFullMethodName(name).setType(type).build();
	}

	private static class Outcome extends ClientCall.Listener<byte[]> {

		private volatile Status status;

		@Override
		public void onClose(Status status, Metadata trailers) {
			this.status = status;
		}

	}

}
