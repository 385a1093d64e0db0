package io.github.rpcboot.autoconfigure;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.protocol.http.CallerPresence;
import io.github.rpcboot.provider.RemoteServices;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.RequestFacade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tomcat is asked whether callers are still there, where it is the server. */
@ExtendWith(OutputCaptureExtension.class)
class TomcatCallersTests {

	@Test
	void aQuietStreamGivesItsPlaceBackWhenItsCallerGoes(CapturedOutput output) throws Exception {
		try (RunningApplication provider = RunningApplication.web(Provider.class)) {
			URI url = URI.create(provider.url());
			RemoteServices services = provider.bean(RemoteServices.class);
			SilenceBean bean = provider.bean(SilenceBean.class);
			try (Socket caller = new Socket(InetAddress.getByName(url.getHost()), url.getPort())) {
				OutputStream out = caller.getOutputStream();
				out.write(("POST /rpc/Silence/words HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
						+ "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
					.getBytes(StandardCharsets.US_ASCII));
				assertThat(bean.quiet.await(10, TimeUnit.SECONDS)).isTrue();
				assertThat(services.inFlight()).isEqualTo(1);
			}
			assertThat(bean.canceled.await(5, TimeUnit.SECONDS)).isTrue();
			await().atMost(Duration.ofSeconds(5)).until(() -> services.inFlight() == 0);
		}
		assertThat(output).doesNotContain("ERROR").doesNotContain("Exception");
	}

	@Test
	void aRequestOfAnotherServerTellsNothing() {
		assertThat(new TomcatCallers().whetherGone(new MockHttpServletRequest())).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "renamed, hook, getSocketWrapper", "request, renamed, getSocketWrapper", "request, hook, renamed" })
	void aTomcatThatIsMadeInAnotherWayIsReportedOnceAndLeftAlone(String request, String processor, String socket,
			CapturedOutput output) {
		TomcatCallers callers = new TomcatCallers(TomcatCallers.Way.of(request, processor, socket));
		assertThat(callers.whetherGone(requestOfTomcat())).isNull();
		assertThat(output).containsOnlyOnce("This version of Tomcat does not show the sockets of its requests, so a"
				+ " stream that is quiet learns that its caller has gone only when it sends next. Please report it.");
	}

	@Test
	void aRequestOfThisTomcatTellsWhetherItsCallerHasGone() {
		assertThat(new TomcatCallers().whetherGone(requestOfTomcat())).isNotNull();
	}

	/** Of HTTP/2, which needs no connection for it. */
	private static RequestFacade requestOfTomcat() {
		org.apache.coyote.Request request = new org.apache.coyote.Request();
		request.protocol().setString("HTTP/2.0");
		return new RequestFacade(new Request(new Connector(), request));
	}

	@Test
	void theWayToTheSocketsOfThisTomcatIsKnown() {
		assertThat(TomcatCallers.Way.known()).isNotNull();
	}

	@Test
	void tomcatIsAskedWhereItIsThere() {
		Runners.web().run((context) -> assertThat(context).hasSingleBean(TomcatCallers.class));
		Runners.web()
			.withClassLoader(new FilteredClassLoader("org.apache.catalina", "org.apache.coyote"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CallerPresence.class));
		Runners.plain().run((context) -> assertThat(context).doesNotHaveBean(CallerPresence.class));
	}

	@Test
	void anApplicationMayKnowBetter() {
		CallerPresence own = (HttpServletRequest request) -> null;
		Runners.web()
			.withBean(CallerPresence.class, () -> own)
			.run((context) -> assertThat(context).getBean(CallerPresence.class).isSameAs(own));
	}

	interface Silence {

		Flux<String> words();

	}

	@RemoteService
	static class SilenceBean implements Silence {

		private final CountDownLatch quiet = new CountDownLatch(1);

		private final CountDownLatch canceled = new CountDownLatch(1);

		@Override
		public Flux<String> words() {
			return Flux.<String>never()
				.doOnSubscribe((subscription) -> this.quiet.countDown())
				.doOnCancel(this.canceled::countDown);
		}

	}

	@Auto
	@Import(SilenceBean.class)
	static class Provider {

	}

}
