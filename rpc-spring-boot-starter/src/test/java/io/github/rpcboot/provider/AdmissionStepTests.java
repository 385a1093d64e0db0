package io.github.rpcboot.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.JsonCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RequestBody;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.RpcPeer;
import io.github.rpcboot.call.RpcReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AdmissionStepTests {

	private static final PayloadCodec CODEC = JsonCodec.using(Provided.MAPPER, RpcLimits.DEFAULT);

	private static final RpcPeer FAR = new RpcPeer("10.0.0.1", null);

	private final Provided provided = new Provided();

	private final List<String> events = Collections.synchronizedList(new ArrayList<>());

	private final RpcEvents recorder = (kind, subject, instance) -> this.events.add(kind + " " + subject);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final CountDownLatch release = new CountDownLatch(1);

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicInteger bodiesRead = new AtomicInteger();

	private RemoteServices services(int limit, long maxWaitMillis, ToIntFunction<String> perService) {
		this.provided.interceptors.add(1,
				RemoteServices.admit(
						new RemoteServices.Admission(limit, Duration.ofMillis(maxWaitMillis), false, perService),
						this.recorder));
		return this.provided.services();
	}

	private RemoteServices services(int limit, long maxWaitMillis) {
		return services(limit, maxWaitMillis, (service) -> 0);
	}

	private RpcCall call(String method, RpcPeer peer, Duration deadline, Cancellation cancellation) {
		RequestBody body = RequestBody.of(CODEC, () -> {
			this.bodiesRead.incrementAndGet();
			return CODEC.body("{\"name\":\"x\"}".getBytes()).open();
		});
		return RpcCall.incoming(this.provided.services().find("Shop", method), body, RpcHeaders.empty(),
				Deadline.after(deadline, "caller"), peer, cancellation);
	}

	private RpcReply greet() {
		return this.provided.services().handle(call("greet", FAR, Duration.ofSeconds(5), new Cancellation()));
	}

	private RpcFailure refusal() {
		RpcFailure failure = greet().failure();
		assertThat(failure).isNotNull();
		return failure;
	}

	/** Calls that run until the test ends. */
	private void occupy(int calls) {
		this.provided.shop.greeting = (name) -> {
			this.running.incrementAndGet();
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return "done";
		};
		for (int i = 0; i < calls; i++) {
			this.threads.submit(this::greet);
		}
		await().until(() -> this.running.get() == calls);
	}

	@AfterEach
	void end() {
		this.release.countDown();
		this.threads.shutdownNow();
	}

	@Test
	void aCallThatWaitsInVainIsRefusedBeforeItsBodyIsRead() {
		RemoteServices services = services(1, 30);
		occupy(1);

		RpcFailure failure = refusal();

		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.failureClass()).isEqualTo(FailureClass.REFUSED);
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(1));
		assertThat(failure.message())
			.matches("The provider has too many calls: 1 may run at a time, and this one waited \\d+ ms in vain.");
		assertThat(this.bodiesRead).hasValue(1);
		assertThat(this.events).containsExactly("ADMISSION_REFUSED Shop");
		assertThat(services.inFlight()).isEqualTo(1);
		assertThat(services.waiting()).isZero();
		assertThat(services.maxInFlight()).isEqualTo(1);
	}

	@Test
	void aCallThatWaitsStartsWhenAnotherEnds() throws Exception {
		RemoteServices services = services(1, 5000);
		occupy(1);
		Future<RpcReply> waiting = this.threads.submit(this::greet);
		await().until(() -> services.waiting() == 1);

		this.release.countDown();

		assertThat(waiting.get(5, TimeUnit.SECONDS).failure()).isNull();
		await().until(() -> services.inFlight() == 0);
		assertThat(this.events).isEmpty();
	}

	@Test
	void aFutureHoldsItsPlaceUntilItCompletes() {
		RemoteServices services = services(1, 0);
		RpcReply reply = services.handle(call("later", FAR, Duration.ofSeconds(5), new Cancellation()));
		assertThat(reply.pending()).isNotNull();
		assertThat(services.inFlight()).isEqualTo(1);
		assertThat(refusal().status()).isEqualTo(RpcStatus.UNAVAILABLE);

		this.provided.shop.future.complete("x");

		assertThat(services.inFlight()).isZero();
		assertThat(greet().failure()).isNull();
	}

	@Test
	void aFutureThatFailsFreesItsPlace() {
		RemoteServices services = services(1, 0);
		services.handle(call("later", FAR, Duration.ofSeconds(5), new Cancellation()));

		this.provided.shop.future.completeExceptionally(new RpcException(RpcStatus.NOT_FOUND, "no x"));

		assertThat(services.inFlight()).isZero();
	}

	@Test
	void aMethodThatThrowsFreesItsPlace() {
		RemoteServices services = services(1, 0);
		this.provided.shop.greeting = (name) -> {
			throw new RpcException(RpcStatus.NOT_FOUND, "no x");
		};
		assertThat(refusal().status()).isEqualTo(RpcStatus.NOT_FOUND);
		assertThat(services.inFlight()).isZero();
	}

	@Test
	void anInterceptorThatThrowsFreesItsPlace() {
		this.provided.interceptors.add((call, next) -> {
			throw new RpcException(RpcStatus.ABORTED, "broken");
		});
		RemoteServices services = services(1, 0);
		assertThat(refusal().status()).isEqualTo(RpcStatus.ABORTED);
		assertThat(services.inFlight()).isZero();
	}

	@Test
	void callsOfTheSameProcessPass() {
		RemoteServices services = services(1, 0);
		services.handle(call("later", FAR, Duration.ofSeconds(5), new Cancellation()));

		RpcReply local = services.handle(call("greet", RpcPeer.LOCAL, Duration.ofSeconds(5), new Cancellation()));

		assertThat(local.failure()).isNull();
		assertThat(services.inFlight()).isEqualTo(1);
	}

	@Test
	void aCallerWhoGivesUpFreesTheThreadAtOnce() throws Exception {
		RemoteServices services = services(1, 60_000);
		occupy(1);
		Cancellation cancellation = new Cancellation();
		Future<RpcReply> waiting = this.threads
			.submit(() -> services.handle(call("greet", FAR, Duration.ofSeconds(60), cancellation)));
		await().until(() -> services.waiting() == 1);

		cancellation.cancel();

		RpcFailure failure = waiting.get(2, TimeUnit.SECONDS).failure();
		assertThat(failure).hasToString("canceled: The caller gave up.");
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(services.waiting()).isZero();
		assertThat(this.events).isEmpty();
	}

	@Test
	void anInterruptedThreadWaitsNoLonger() throws Exception {
		RemoteServices services = services(1, 60_000);
		occupy(1);
		Thread thread = new Thread(() -> {
			RpcFailure failure = refusal();
			this.events.add(failure + " " + Thread.currentThread().isInterrupted());
		});
		thread.start();
		await().until(() -> services.waiting() == 1);

		thread.interrupt();

		thread.join(2000);
		assertThat(this.events).containsExactly("unavailable: The provider is stopping. true");
		assertThat(services.waiting()).isZero();
	}

	@Test
	void aCallWhoseDeadlinePassesWhileItWaitsDoesNotStart() {
		RemoteServices services = services(1, 60_000);
		occupy(1);

		RpcFailure failure = services.handle(call("greet", FAR, Duration.ofMillis(30), new Cancellation())).failure();

		assertThat(failure).hasToString("deadline_exceeded: The deadline passed before the method started.");
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(this.provided.shop.calls).isEqualTo(1);
	}

	@Test
	void aServiceHasALimitOfItsOwn() {
		RemoteServices.Admission settings = new RemoteServices.Admission(10, Duration.ZERO, false,
				(service) -> service.equals("Shop") ? 2 : 0);
		this.provided.interceptors.add(1, new AdmissionStep(settings, this.recorder, () -> 0L));
		RemoteServices services = this.provided.services();
		occupy(2);

		assertThat(refusal().message())
			.isEqualTo("The service 'Shop' has too many calls: 2 may run at a time, and this one waited 0 ms in vain.");
		assertThat(services.inFlight()).isEqualTo(2);
	}

	@Test
	void aRefusalByTheCommonLimitGivesThePlaceInTheServiceBack() {
		RemoteServices services = services(1, 0, (service) -> 2);
		services.handle(call("later", FAR, Duration.ofSeconds(5), new Cancellation()));
		for (int i = 0; i < 5; i++) {
			assertThat(refusal().message()).startsWith("The provider has too many calls: 1 may run");
		}
		this.provided.shop.future.complete("x");
		assertThat(greet().failure()).isNull();
	}

	@Test
	void anAdaptiveLimitStartsBelowTheFixedOne() {
		this.provided.interceptors.add(1, RemoteServices
			.admit(new RemoteServices.Admission(100, Duration.ZERO, true, (service) -> 0), this.recorder));
		assertThat(this.provided.services().maxInFlight()).isEqualTo(10);
		assertThat(greet().failure()).isNull();
	}

	@Test
	void withoutTheStepThereIsNoLimit() {
		assertThat(this.provided.services().inFlight()).isZero();
		assertThat(this.provided.services().waiting()).isZero();
		assertThat(this.provided.services().maxInFlight()).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void manyThreadsNeverPassTheLimitAndLoseNoPlace() throws Exception {
		RemoteServices services = services(8, 20);
		AtomicInteger most = new AtomicInteger();
		this.provided.shop.greeting = (name) -> {
			most.accumulateAndGet(this.running.incrementAndGet(), Math::max);
			Thread.yield();
			this.running.decrementAndGet();
			return name;
		};
		List<Future<?>> all = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			all.add(this.threads.submit(() -> {
				for (int call = 0; call < 100; call++) {
					greet();
				}
			}));
		}
		for (Future<?> one : all) {
			one.get(30, TimeUnit.SECONDS);
		}
		assertThat(most.get()).isBetween(1, 8);
		assertThat(services.inFlight()).isZero();
		assertThat(services.waiting()).isZero();
	}

}
