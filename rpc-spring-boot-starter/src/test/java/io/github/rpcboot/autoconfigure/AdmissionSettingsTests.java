package io.github.rpcboot.autoconfigure;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.provider.RemoteServices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class AdmissionSettingsTests {

	private final WebApplicationContextRunner runner = Runners.web().withUserConfiguration(HelloBean.class);

	@ParameterizedTest
	@CsvSource({ "x=y, 170", "server.tomcat.threads.max=20, 17", "server.jetty.threads.max=100, 85",
			"server.tomcat.threads.max=1, 1", "rpc.provider.max-in-flight=300, 300",
			"rpc.provider.adaptive-limit=true, 10" })
	void theServerKeepsThreadsToRefuse(String property, int limit) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context.getBean(RemoteServices.class).maxInFlight()).isEqualTo(limit));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void withVirtualThreadsThereAreOtherLimits() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(context.getBean(RemoteServices.class).maxInFlight()).isEqualTo(1024));
	}

	@Test
	void aNameThatIsNoProvidedServiceEndsTheStart() {
		this.runner.withPropertyValues("rpc.provider.services.Helo.max-in-flight=3")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining("The key 'rpc.provider.services.Helo' names no service that is provided here.")
				.hasMessageContaining("Did you mean 'rpc.provider.services.Hello'?"));
	}

	@Test
	void namesOfServicesAreRelaxed() {
		this.runner.withPropertyValues("rpc.provider.services.HELLO.max-in-flight=3")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			value = { "server.tomcat.keep-alive-timeout=5s, it", "server.tomcat.keep-alive-timeout=6000, it",
					"server.tomcat.connection-timeout=3s, 'server.tomcat.keep-alive-timeout'" })
	void aServerThatClosesIdleConnectionsTooSoonIsReported(String property, String what, CapturedOutput output) {
		RunningApplication.web(Busy.class, property).close();
		assertThat(output)
			.containsOnlyOnce("so this server closes idle connections about when callers, who keep them for"
					+ " 4 s, use them again; such calls fail and cannot be repeated safely. Set " + what
					+ " to more than 6s, such as 60s.");
	}

	@ParameterizedTest
	@CsvSource({ "x=y", "server.tomcat.keep-alive-timeout=7s", "server.tomcat.keep-alive-timeout=-1" })
	void otherServersAreNot(String property, CapturedOutput output) {
		RunningApplication.web(Busy.class, property, "server.tomcat.connection-timeout=20s").close();
		assertThat(output).doesNotContain("idle connections");
	}

	@Test
	void aLimitThatTheServerCannotReachIsReported(CapturedOutput output) {
		RunningApplication.web(Busy.class, "rpc.provider.max-in-flight=200").close();
		assertThat(output).containsOnlyOnce("'rpc.provider.max-in-flight' is 200, but the server has 200 threads: under"
				+ " load calls wait where nobody refuses them. Set it to at most 170, or raise"
				+ " 'server.tomcat.threads.max'.");
	}

	@Test
	void aRefusalOnTheWireSaysThatNothingRan() throws Exception {
		try (RunningApplication application = RunningApplication.web(Busy.class, "rpc.provider.max-in-flight=1",
				"rpc.provider.max-wait=20ms", "management.endpoints.web.exposure.include=health")) {
			BusyBean.release = new CountDownLatch(1);
			CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> call(application));
			await().until(() -> application.context().getBean(RemoteServices.class).inFlight() == 1);

			HttpResponse<String> refused = call(application);

			assertThat(refused.statusCode()).isEqualTo(503);
			assertThat(refused.headers().firstValue("rpc-not-executed")).contains("1");
			assertThat(refused.headers().firstValue("retry-after")).contains("1");
			assertThat(refused.body())
				.startsWith("{\"code\":\"unavailable\",\"message\":\"The provider has too many calls:");
			assertThat(application.get("/actuator/health").statusCode()).isEqualTo(200);
			BusyBean.release.countDown();
			assertThat(first.get().statusCode()).isEqualTo(200);
		}
	}

	private static HttpResponse<String> call(RunningApplication application) {
		try {
			return application.post("/rpc/Hello/sayHello", "{\"name\":\"World\"}");
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Auto
	@Import(BusyBean.class)
	static class Busy {

	}

	@RemoteService
	static class BusyBean implements Hello {

		private static CountDownLatch release = new CountDownLatch(0);

		@Override
		public String sayHello(String name) {
			try {
				release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return name;
		}

	}

}
