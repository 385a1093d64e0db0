package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.protocol.grpc.GrpcDrain;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.server.GlobalServerInterceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Two applications that call each other over gRPC, with nothing but a URL changed.
 */
class GrpcApplicationsTests {

	/** The common pool of a small machine has one thread. */
	private static final Executor THREADS = (task) -> new Thread(task).start();

	private static RunningApplication consumer(String url, String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "rpc.endpoints.shop=" + url;
		return RunningApplication.withoutWeb(Consumer.class, all);
	}

	private static Orders orders(RunningApplication consumer) {
		return consumer.bean(Consumer.class).orders;
	}

	private static OrdersBean bean(RunningApplication provider) {
		return provider.bean(OrdersBean.class);
	}

	private static int unusedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Test
	void callsArriveWithNothingButTheUrlChanged() throws Exception {
		try (RunningApplication provider = GrpcApplication.startWithWeb(Provider.class);
				RunningApplication consumer = consumer(GrpcApplication.url(provider));
				RunningApplication overHttp = consumer(provider.url())) {
			for (Orders orders : List.of(orders(consumer), orders(overHttp))) {
				assertThat(orders.place("chair", 2)).isEqualTo(new Order("chair", 2));
				assertThat(orders.find("nothing")).isNull();
				assertThatThrownBy(() -> orders.place("lamp", 7)).isInstanceOf(SoldOut.class)
					.hasMessage("No lamp")
					.extracting("missing")
					.isEqualTo(7);
			}
			assertThat(provider.post("/rpc/Orders/find", "{\"sku\":\"chair\"}").statusCode()).isEqualTo(200);
			for (RunningApplication caller : List.of(consumer, overHttp)) {
				HealthCheckRequest request = HealthCheckRequest.newBuilder().setService("shop").build();
				assertThat(caller.bean(Consumer.class).checks.check(request).getStatus())
					.isEqualTo(ServingStatus.SERVING);
				assertThat(caller.bean(Consumer.class).checks.check(HealthCheckRequest.getDefaultInstance())).isNull();
			}
			assertThat(provider.post("/rpc/Checks/check", "{\"service\":\"shop\"}").body())
				.isEqualTo("{\"status\":\"SERVING\"}");
		}
	}

	@Test
	void anInstanceThatIsGoneIsPassedOver() throws Exception {
		try (RunningApplication provider = GrpcApplication.start(Provider.class);
				RunningApplication consumer = consumer(
						"grpc://127.0.0.1:" + unusedPort() + "," + GrpcApplication.url(provider))) {
			for (int i = 0; i < 10; i++) {
				assertThat(orders(consumer).place("chair", i)).isEqualTo(new Order("chair", i));
			}
		}
	}

	@Test
	void anAnswerOfBrokenConnectionsIsRepeatedForIdempotentMethodsOnly() {
		try (RunningApplication provider = GrpcApplication.start(Provider.class);
				RunningApplication consumer = consumer(GrpcApplication.url(provider))) {
			RpcException once = catchThrowableOfType(RpcException.class, () -> orders(consumer).busy("place"));
			assertThat(once.status()).isEqualTo(RpcStatus.UNAVAILABLE);
			assertThat(once.attempts()).isEqualTo(1);
			assertThat(once.mayHaveExecuted()).isTrue();
		}
	}

	@Test
	void theDeadlineOfTheConsumerReachesTheHandlerAndFreesTheCaller() {
		try (RunningApplication provider = GrpcApplication.start(Provider.class);
				RunningApplication consumer = consumer(GrpcApplication.url(provider), "rpc.consumer.timeout=700ms")) {
			orders(consumer).find("warm");
			assertThat(orders(consumer).remaining()).isBetween(1L, 700L);
			RpcException failure = catchThrowableOfType(RpcException.class, () -> orders(consumer).hang());
			assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
			assertThat(failure.deadlineOrigin()).isEqualTo("0.7 s from rpc.consumer.timeout");
			await().until(() -> bean(provider).context.isCanceled());
			bean(provider).released.countDown();
		}
	}

	@Test
	void aCallBeyondTheAdmissionIsRefusedBeforeItsMethodStarts() throws Exception {
		try (RunningApplication provider = GrpcApplication.start(Provider.class, "rpc.provider.max-in-flight=1",
				"rpc.provider.max-wait=0ms");
				RunningApplication consumer = consumer(GrpcApplication.url(provider), "rpc.consumer.timeout=10s",
						"rpc.consumer.retry-budget=0")) {
			orders(consumer).find("warm");
			CompletableFuture<Void> running = CompletableFuture.runAsync(() -> orders(consumer).hang(), THREADS);
			assertThat(bean(provider).entered.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
			int before = bean(provider).calls.get();
			RpcException failure = catchThrowableOfType(RpcException.class, () -> orders(consumer).place("chair", 1));
			assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
			assertThat(failure.reason()).startsWith("The provider has too many calls: 1 may run at a time");
			assertThat(failure.mayHaveExecuted()).isFalse();
			assertThat(bean(provider).calls).hasValue(before);
			bean(provider).released.countDown();
			running.get(5, TimeUnit.SECONDS);
		}
	}

	@Test
	void metadataThatIsNamedTravelsOnAndSoDoesTheToken() {
		try (RunningApplication provider = GrpcApplication.start(Provider.class, "rpc.provider.token=secret");
				RunningApplication consumer = consumer(GrpcApplication.url(provider),
						"rpc.consumer.targets.shop.token=secret");
				RunningApplication stranger = consumer(GrpcApplication.url(provider))) {
			assertThat(orders(consumer).find("chair")).isNotNull();
			RpcException failure = catchThrowableOfType(RpcException.class, () -> orders(stranger).find("chair"));
			assertThat(failure.status()).isEqualTo(RpcStatus.UNAUTHENTICATED);
		}
	}

	@Test
	void theInterceptorsOfTheServerSeeOurCallsAndThoseOfMethodsThatDoNotExist() {
		try (RunningApplication provider = GrpcApplication.start(WithInterceptor.class);
				RunningApplication consumer = consumer(GrpcApplication.url(provider))) {
			orders(consumer).find("chair");
			assertThat(provider.bean(Seen.class).names).containsExactly("Orders/Find");
		}
	}

	@Test
	void healthIsServedAndGoesDownBeforeTheServerDoes() throws Exception {
		try (RunningApplication provider = GrpcApplication.start(Provider.class,
				"spring.grpc.server.health.schedule.delay=0s", "spring.grpc.server.health.schedule.period=100ms")) {
			ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", GrpcApplication.port(provider))
				.usePlaintext()
				.build();
			try {
				HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(channel);
				await().until(() -> health.check(HealthCheckRequest.getDefaultInstance())
					.getStatus() == ServingStatus.SERVING);
				HealthCheckRequest orders = HealthCheckRequest.newBuilder().setService("Orders").build();
				await().ignoreExceptionsInstanceOf(StatusRuntimeException.class)
					.until(() -> health.check(orders).getStatus() == ServingStatus.SERVING);
				drain(provider);
				assertThat(health.check(orders).getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
				assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
					.isEqualTo(ServingStatus.NOT_SERVING);
			}
			finally {
				channel.shutdownNow();
			}
		}
	}

	private static void drain(RunningApplication provider) {
		ApplicationContext context = provider.context();
		RpcProperties.Drain settings = new RpcProperties.Drain(true, Duration.ofMillis(100), Duration.ZERO);
		List<Runnable> health = context.getBeanProvider(GrpcHealthDown.class)
			.stream()
			.<Runnable>map((one) -> one)
			.toList();
		new GrpcDrainOnShutdown(context, settings, provider.bean(GrpcDrain.class), health, () -> true)
			.onApplicationEvent(new ContextClosedEvent(context));
	}

	@Test
	void callersOfAnInstanceThatDrainsGoToTheOtherOne() {
		try (RunningApplication one = GrpcApplication.start(Provider.class);
				RunningApplication other = GrpcApplication.start(Provider.class);
				RunningApplication consumer = consumer(GrpcApplication.url(one) + "," + GrpcApplication.url(other),
						"rpc.consumer.choice=round-robin")) {
			for (int i = 0; i < 10; i++) {
				orders(consumer).find("warm");
			}
			assertThat(bean(one).calls).hasPositiveValue();
			drain(one);
			for (int i = 0; i < 4; i++) {
				orders(consumer).find("told");
			}
			int before = bean(one).calls.get();
			for (int i = 0; i < 20; i++) {
				orders(consumer).find("elsewhere");
			}
			assertThat(bean(one).calls).hasValue(before);
		}
	}

	@Test
	void aProviderThatStopsAnswersWhatIsInFlight() throws Exception {
		RunningApplication provider = GrpcApplication.start(Provider.class);
		try (RunningApplication consumer = consumer(GrpcApplication.url(provider), "rpc.consumer.timeout=10s")) {
			orders(consumer).find("warm");
			OrdersBean bean = bean(provider);
			CompletableFuture<Void> running = CompletableFuture.runAsync(() -> orders(consumer).hang(), THREADS);
			assertThat(bean.entered.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
			CompletableFuture<Void> stopping = CompletableFuture.runAsync(provider::close, THREADS);
			await().until(() -> catchThrowableOfType(RpcException.class, () -> orders(consumer).find("late")) != null);
			assertThat(stopping).isNotDone();
			bean.released.countDown();
			running.get(5, TimeUnit.SECONDS);
			stopping.get(10, TimeUnit.SECONDS);
		}
		finally {
			provider.close();
		}
	}

	@Test
	void metricsSayThatTheProtocolIsGrpc() {
		try (RunningApplication provider = GrpcApplication.start(Provider.class);
				RunningApplication consumer = consumer(GrpcApplication.url(provider))) {
			orders(consumer).find("chair");
			assertThat(consumer.bean(MeterRegistry.class)
				.get("rpc.client.attempt.duration")
				.tag("rpc.system.name", "grpc")
				.timer()
				.count()).isEqualTo(1);
			await().until(() -> provider.bean(MeterRegistry.class)
				.find("rpc.server.call.duration")
				.tag("rpc.system.name", "grpc")
				.timer() != null);
		}
	}

	@Test
	void aCallIsObservedOnceOnEachSideAndCallsOfOthersAsBefore() {
		try (RunningApplication provider = GrpcApplication.start(Provider.class);
				RunningApplication consumer = consumer(GrpcApplication.url(provider))) {
			orders(consumer).find("chair");
			ManagedChannel others = consumer.bean(GrpcChannelFactory.class)
				.createChannel("127.0.0.1:" + GrpcApplication.port(provider));
			HealthGrpc.newBlockingStub(others).check(HealthCheckRequest.getDefaultInstance());
			assertThat(meters(consumer, "grpc.client")).containsExactly("grpc.health.v1.Health");
			await().until(() -> meters(provider, "rpc.server.call.duration").size() == 1);
			await().untilAsserted(
					() -> assertThat(meters(provider, "grpc.server")).containsExactly("grpc.health.v1.Health"));
		}
	}

	private static List<String> meters(RunningApplication application, String name) {
		return application.bean(MeterRegistry.class)
			.find(name)
			.timers()
			.stream()
			.map((timer) -> String.valueOf(timer.getId().getTag("rpc.service")))
			.distinct()
			.toList();
	}

	@Test
	void certificatesOfABundleEncryptTheConnection(@TempDir Path directory) throws Exception {
		Path keys = keys(directory);
		String store = "spring.ssl.bundle.jks.shop.keystore.location=" + keys.toUri();
		String[] server = { store, "spring.ssl.bundle.jks.shop.keystore.password=password",
				"spring.grpc.server.ssl.bundle=shop" };
		try (RunningApplication provider = GrpcApplication.start(Provider.class, server);
				RunningApplication consumer = consumer("grpcs://localhost:" + GrpcApplication.port(provider),
						"spring.ssl.bundle.jks.shop.truststore.location=" + keys.toUri(),
						"spring.ssl.bundle.jks.shop.truststore.password=password",
						"rpc.consumer.targets.shop.ssl.bundle=shop");
				RunningApplication stranger = consumer("grpcs://localhost:" + GrpcApplication.port(provider));
				RunningApplication plain = consumer(GrpcApplication.url(provider))) {
			assertThat(orders(consumer).place("chair", 1)).isEqualTo(new Order("chair", 1));
			RpcException untrusted = catchThrowableOfType(RpcException.class, () -> orders(stranger).find("chair"));
			assertThat(untrusted.status()).isEqualTo(RpcStatus.UNAVAILABLE);
			assertThat(untrusted.reason()).startsWith("The TLS handshake with localhost:");
			assertThat(untrusted.mayHaveExecuted()).isFalse();
			RpcException unencrypted = catchThrowableOfType(RpcException.class, () -> orders(plain).find("chair"));
			assertThat(unencrypted.status()).isEqualTo(RpcStatus.UNAVAILABLE);
			assertThat(unencrypted.mayHaveExecuted()).isFalse();
		}
	}

	private static Path keys(Path directory) throws Exception {
		Path file = directory.resolve("keys.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
				"-storetype", "PKCS12", "-storepass", "password", "-keystore", file.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("keytool.txt").toFile())
			.start();
		assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(Files.size(file)).isPositive();
		return file;
	}

	@Test
	void whatIsUnknownToTheServerIsRefusedByUsAndNotByIt() {
		try (RunningApplication provider = GrpcApplication.start(Provider.class)) {
			ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", GrpcApplication.port(provider))
				.usePlaintext()
				.build();
			try {
				MethodDescriptor<HealthCheckRequest, HealthCheckResponse> unknown = HealthGrpc.getCheckMethod()
					.toBuilder()
					.setFullMethodName("Orders/Missing")
					.build();
				StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, () -> ClientCalls
					.blockingUnaryCall(channel, unknown, CallOptions.DEFAULT, HealthCheckRequest.getDefaultInstance()));
				assertThat(failure.getStatus().getDescription())
					.isEqualTo("There is no method 'Orders/Missing' here. Check the names; they are case-sensitive.");
			}
			finally {
				channel.shutdownNow();
			}
		}
	}

	@SuppressWarnings("serial")
	static class SoldOut extends Exception {

		private final int missing;

		SoldOut(String message, int missing) {
			super(message);
			this.missing = missing;
		}

		public int getMissing() {
			return this.missing;
		}

	}

	record Order(String sku, int amount) {
	}

	interface Orders {

		Order place(String sku, int amount) throws SoldOut;

		@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
		Order find(String sku);

		long remaining();

		void hang();

		void busy(String why);

	}

	@RemoteService
	static class OrdersBean implements Orders {

		private final CountDownLatch released = new CountDownLatch(1);

		private final Semaphore entered = new Semaphore(0);

		private final AtomicInteger calls = new AtomicInteger();

		private volatile RpcContext context;

		@Override
		public Order place(String sku, int amount) throws SoldOut {
			this.calls.incrementAndGet();
			if (sku.equals("lamp")) {
				throw new SoldOut("No lamp", amount);
			}
			return new Order(sku, amount);
		}

		@Override
		public Order find(String sku) {
			this.calls.incrementAndGet();
			return sku.equals("nothing") ? null : new Order(sku, 1);
		}

		@Override
		public long remaining() {
			return RpcContext.current().deadline().remainingMillis();
		}

		@Override
		public void hang() {
			this.context = RpcContext.current();
			this.entered.release();
			try {
				this.released.await(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void busy(String why) {
			throw new RpcException(RpcStatus.UNAVAILABLE, why);
		}

	}

	@Auto
	@Import({ OrdersBean.class, ChecksBean.class })
	static class Provider {

	}

	static class Seen implements ServerInterceptor {

		private final List<String> names = new CopyOnWriteArrayList<>();

		@Override
		public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
				ServerCallHandler<Q, A> next) {
			this.names.add(call.getMethodDescriptor().getFullMethodName());
			return next.startCall(call, headers);
		}

	}

	@Auto
	@Import(OrdersBean.class)
	static class WithInterceptor {

		@Bean
		@GlobalServerInterceptor
		Seen seen() {
			return new Seen();
		}

	}

	@Auto
	static class Consumer {

		@RemoteReference("shop")
		Orders orders;

		@RemoteReference("shop")
		Checks checks;

	}

	/** Its messages are generated by protoc. */
	interface Checks {

		HealthCheckResponse check(HealthCheckRequest request);

	}

	@RemoteService
	static class ChecksBean implements Checks {

		@Override
		public HealthCheckResponse check(HealthCheckRequest request) {
			return request.getService().isEmpty() ? null
					: HealthCheckResponse.newBuilder().setStatus(ServingStatus.SERVING).build();
		}

	}

}
