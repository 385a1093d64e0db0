package io.github.rpcboot.protocol.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.protocol.Probe;
import io.github.rpcboot.protocol.ProbeBean;
import io.github.rpcboot.protocol.TestRpc;
import jakarta.servlet.http.HttpServlet;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asynchronous methods behind a filter that does not support asynchronous requests: the
 * thread waits.
 */
class WithoutAsyncSupportTests {

	private final TestRpc rpc = new TestRpc();

	private final AtomicReference<Cancellation> cancellation = new AtomicReference<>();

	private final HttpServlet servlet = HttpRpcEndpoint
		.servlet(this.rpc.services(new ProbeBean(), Probe.class, (call, next) -> {
			this.cancellation.set(call.cancellation());
			return next.handle(call);
		}), this.rpc.codec(), this.rpc.errors(),
				new HttpRpcEndpoint.Settings(Duration.ofSeconds(5), "the test", this.rpc.limits(), false));

	private MockHttpServletResponse post(String method, String body, int timeoutMillis) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/rpc/Probe/" + method);
		request.setPathInfo("/Probe/" + method);
		request.setContentType("application/json");
		request.addHeader("Connect-Timeout-Ms", String.valueOf(timeoutMillis));
		request.setContent(body.getBytes(StandardCharsets.UTF_8));
		MockHttpServletResponse response = new MockHttpServletResponse();
		this.servlet.service(request, response);
		return response;
	}

	@Test
	void theAnswerThatComesLaterIsWaitedFor() throws Exception {
		MockHttpServletResponse response = post("later", "{\"text\":\"x\"}", 5000);
		assertThat(response.getStatus()).isEqualTo(200);
		assertThat(response.getContentAsString()).isEqualTo("{\"result\":\"x\"}");
		assertThat(this.cancellation.get().isCanceled()).isFalse();
	}

	@Test
	void theDeadlineEndsTheWaitAndTheMethodHearsOfIt() throws Exception {
		MockHttpServletResponse response = post("never", "{}", 500);
		assertThat(response.getStatus()).isEqualTo(504);
		assertThat(response.getContentAsString()).contains("deadline_exceeded");
		assertThat(this.cancellation.get().isCanceled()).isTrue();
	}

	@Test
	void anInterruptedThreadWaitsNoLongerAndTheMethodHearsOfIt() throws Exception {
		Thread.currentThread().interrupt();
		MockHttpServletResponse response = post("never", "{}", 5000);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(response.getContentAsString()).contains("canceled");
		assertThat(this.cancellation.get().isCanceled()).isTrue();
	}

}
