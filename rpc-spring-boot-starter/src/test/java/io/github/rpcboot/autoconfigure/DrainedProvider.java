package io.github.rpcboot.autoconfigure;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteService;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

/**
 * A real application in a JVM of its own, which a test tells to end. It prints
 * {@code READY} with its ports.
 */
@Auto
@EnableAsync
@Import({ DrainedProvider.Worker.class, DrainedProvider.WorkBean.class })
class DrainedProvider {

	public static void main(String[] args) {
		ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(
				DrainedProvider.class)
			.properties(RunningApplication.withoutSecurity("server.port=0", "server.address=127.0.0.1",
					"spring.main.banner-mode=off", "spring.jmx.enabled=false"))
			.run(args);
		StringBuilder ports = new StringBuilder("READY " + context.getWebServer().getPort());
		ports.append(' ').append(context.getEnvironment().getProperty("local.management.port", "0"));
		Connector other = context.getBeanProvider(Connector.class).getIfAvailable();
		ports.append(' ').append((other != null) ? other.getLocalPort() : 0);
		GrpcServerLifecycle grpc = context.getBeanProvider(GrpcServerLifecycle.class).getIfAvailable();
		ports.append(' ').append((grpc != null) ? grpc.getPort() : 0);
		System.out.println(ports);
	}

	@Bean
	@ConditionalOnBooleanProperty("two-connectors")
	Connector secondConnector() {
		Connector connector = new Connector();
		connector.setPort(0);
		((AbstractHttp11Protocol<?>) connector.getProtocolHandler()).setAddress(InetAddress.getLoopbackAddress());
		return connector;
	}

	@Bean
	@ConditionalOnBooleanProperty("two-connectors")
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> twoConnectors(Connector secondConnector) {
		return (factory) -> factory.addAdditionalConnectors(secondConnector);
	}

	/** What the consumers of the application know. */
	interface Work {

		String now(String name);

		CompletableFuture<String> onAnotherThread(String name);

		String slowly(int millis);

		long where();

		Stream<Long> ticks();

		Stream<String> flood();

		Flux<Integer> doubled(Flux<Integer> numbers);

	}

	@RemoteService
	static class WorkBean implements Work {

		private final Worker worker;

		private final Executor executor;

		WorkBean(Worker worker, @Qualifier("applicationTaskExecutor") Executor executor) {
			this.worker = worker;
			this.executor = executor;
		}

		@Override
		public String now(String name) {
			return name;
		}

		@Override
		public CompletableFuture<String> onAnotherThread(String name) {
			return this.worker.work(name).thenApplyAsync((done) -> done, this.executor);
		}

		/** Prints {@code SLOWLY} when it begins. */
		@Override
		public String slowly(int millis) {
			System.out.println("SLOWLY");
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
			return "done";
		}

		/** The process that has answered. */
		@Override
		public long where() {
			return ProcessHandle.current().pid();
		}

		/** The process, again and again. */
		@Override
		public Stream<Long> ticks() {
			return Stream.generate(() -> {
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
				return where();
			});
		}

		@Override
		public Stream<String> flood() {
			return Stream.generate(() -> "x".repeat(10_000));
		}

		@Override
		public Flux<Integer> doubled(Flux<Integer> numbers) {
			return numbers.map((number) -> 2 * number);
		}

	}

	static class Worker {

		@Async
		public CompletableFuture<String> work(String name) {
			return CompletableFuture.completedFuture(name);
		}

	}

}
