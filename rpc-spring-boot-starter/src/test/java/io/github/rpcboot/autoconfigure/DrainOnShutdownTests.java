package io.github.rpcboot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.protocol.http.HttpDrain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DrainOnShutdownTests {

	private static final String BODY = "{\"name\":\"World\"}";

	private static final RpcProperties.Drain SETTINGS = new RpcProperties.Drain(true, Duration.ZERO, Duration.ZERO);

	private static DrainOnShutdown listener(ApplicationContext context, List<Runnable> deregistrations,
			AtomicInteger events, boolean processEnds) {
		RpcEvents counter = (kind, subject, instance) -> events.incrementAndGet();
		return new DrainOnShutdown(context, SETTINGS, context.getBean(HttpDrain.class), null, deregistrations, counter,
				() -> processEnds);
	}

	private static RunningApplication application(String... properties) throws Exception {
		RunningApplication application = RunningApplication.web(Application.class, properties);
		assertThat(application.post("/rpc/Hello/sayHello", BODY).statusCode()).isEqualTo(200);
		return application;
	}

	@Test
	void aContextThatIsClosedInALivingJvmWaitsForNobody(CapturedOutput output) throws Exception {
		assertThat(DrainOnShutdown.processEnds()).isFalse();
		RunningApplication application = application("logging.level.io.github.rpcboot=info");
		long began = System.nanoTime();
		application.close();
		assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isLessThan(4000);
		assertThat(output).doesNotContain("Drain ");
	}

	@Test
	void theProcessMustEndAndTheContextBeTheOwnOne() throws Exception {
		AtomicInteger events = new AtomicInteger();
		try (RunningApplication application = application()) {
			ApplicationContext context = application.context();
			listener(context, List.of(), events, false).onApplicationEvent(new ContextClosedEvent(context));
			DrainOnShutdown ends = listener(context, List.of(), events, true);
			ends.onApplicationEvent(new ContextClosedEvent(new StaticApplicationContext()));
			assertThat(events).hasValue(0);

			ends.onApplicationEvent(new ContextClosedEvent(context));
			assertThat(events).hasValue(2);
			assertThat(application.post("/rpc/Hello/sayHello", BODY).headers().firstValue("rpc-draining"))
				.contains("1");
		}
	}

	@Test
	void aContextThatATestKeepsDoesNotDrainAtTheEndOfItsJvm() throws Exception {
		AtomicInteger events = new AtomicInteger();
		String mark = "org.springframework.boot.test.context.SpringBootTestContextBootstrapper=true";
		try (RunningApplication application = application(mark)) {
			ApplicationContext context = application.context();
			listener(context, List.of(), events, true).onApplicationEvent(new ContextClosedEvent(context));
		}
		assertThat(events).hasValue(0);
	}

	@Test
	void windowsThatLeaveNoTimeToStopAreNamedAtTheStart(CapturedOutput output) throws Exception {
		application("rpc.provider.drain.accept=15s", "rpc.provider.drain.serve=11s").close();
		assertThat(output).contains("'rpc.provider.drain.accept' and 'rpc.provider.drain.serve' are 26 s together, and"
				+ " stopping must be over after 27 s");
	}

	@Test
	void aContextWithoutAServerOfItsOwnDoesNotDrain() throws Exception {
		AtomicInteger events = new AtomicInteger();
		try (RunningApplication application = application()) {
			StaticApplicationContext other = new StaticApplicationContext();
			new DrainOnShutdown(other, SETTINGS, application.context().getBean(HttpDrain.class), null, List.of(),
					(kind, subject, instance) -> events.incrementAndGet(), () -> true)
				.onApplicationEvent(new ContextClosedEvent(other));
		}
		assertThat(events).hasValue(0);
	}

	@Test
	void theInstanceLeavesItsRegistryFirst() throws Exception {
		try (RunningApplication application = application()) {
			ApplicationContext context = application.context();
			Registration registration = context.getBean(Registration.class);
			AtomicBoolean left = new AtomicBoolean();
			RpcEvents events = (kind, subject, instance) -> left.compareAndSet(false, !registration.running);
			new DrainOnShutdown(context, SETTINGS, context.getBean(HttpDrain.class), null,
					List.of(context.getBean(RegistryDeregistration.class)), events, () -> true)
				.onApplicationEvent(new ContextClosedEvent(context));
			assertThat(left).isTrue();
			assertThat(registration.stops).isEqualTo(1);
		}
	}

	@Test
	void aRegistryThatDoesNotAnswerOrFailsHoldsNobodyUpForLong(CapturedOutput output) throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		Runnable broken = () -> {
			throw new IllegalStateException("registry down");
		};
		Runnable hanging = () -> {
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		};
		AtomicInteger events = new AtomicInteger();
		try (RunningApplication application = application()) {
			ApplicationContext context = application.context();
			listener(context, List.of(broken, hanging), events, true)
				.onApplicationEvent(new ContextClosedEvent(context));
		}
		never.countDown();
		assertThat(events).hasValue(2);
		assertThat(output).contains("Drain: this instance could not be taken out of its registry.")
			.contains("Drain: the registry has not confirmed within 2 s that this instance is gone.");
	}

	@Test
	void itRunsBeforeAnyExecutorHearsOfTheClosing() throws Exception {
		try (RunningApplication application = application()) {
			DrainOnShutdown listener = application.context().getBean(DrainOnShutdown.class);
			assertThat(listener.getOrder()).isEqualTo(Integer.MIN_VALUE);
			assertThat(listener.supportsAsyncExecution()).isFalse();
		}
	}

	@Test
	void itCanBeTurnedOff() throws Exception {
		try (RunningApplication application = application("rpc.provider.drain.enabled=false")) {
			assertThat(application.context().getBeanNamesForType(DrainOnShutdown.class)).isEmpty();
		}
	}

	@Auto
	@Import(HelloBean.class)
	static class Application {

		@Bean
		Registration registration() {
			return new Registration();
		}

	}

	static class Registration implements AutoServiceRegistration, Lifecycle {

		private volatile boolean running = true;

		private volatile int stops;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.stops++;
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
