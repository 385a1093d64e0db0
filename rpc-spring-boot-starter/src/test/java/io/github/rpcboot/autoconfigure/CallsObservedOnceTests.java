package io.github.rpcboot.autoconfigure;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** Which requests Spring's filter observes. */
class CallsObservedOnceTests {

	private static final String HTTP = "http.server.requests";

	private final ObservationPredicate predicate = new CallsObservedOnce("/rpc");

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RpcAutoConfiguration.class, RpcObservabilityAutoConfiguration.class))
		.withBean(ObservationRegistry.class, ObservationRegistry::create);

	@ParameterizedTest
	@CsvSource({ "POST, /rpc, application/json", "POST, /rpc, application/json;charset=utf-8",
			"POST, /rpc, Application/JSON", "POST, /rpc, application/proto" })
	void aCallIsObservedByTheChainAlone(String method, String path, String type) {
		assertThat(this.predicate.test(HTTP, request(method, path, type))).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "GET, /rpc, application/json", "POST, '', application/json", "POST, /rpcs, application/json",
			"POST, /rpc, text/plain", "POST, /rpc, application/protobuf", "POST, /rpc,",
			"DELETE, /rpc, application/json" })
	void whatIsNoCallByItsHeadIsObservedByTheFilter(String method, String path, String type) {
		assertThat(this.predicate.test(HTTP, request(method, path, type))).isTrue();
	}

	@Test
	void observationsOfOthersAreLeftAlone() {
		assertThat(this.predicate.test("rpc.server.call.duration", new Observation.Context())).isTrue();
	}

	@Test
	void callsAreObservedOnceByDefaultAndTwiceIfAsked() {
		this.runner.run((context) -> assertThat(isObserved(context.getBean(ObservationPredicate.class))).isFalse());
		this.runner.withPropertyValues("rpc.provider.http-server-requests=true")
			.run((context) -> assertThat(isObserved(context.getBean(ObservationPredicate.class))).isTrue());
	}

	@Test
	void thePathIsTheOneThatCallsAreServedUnder() {
		this.runner.withPropertyValues("rpc.provider.base-path=/internal").run((context) -> {
			ObservationPredicate moved = context.getBean(ObservationPredicate.class);
			assertThat(isObserved(moved)).isTrue();
			assertThat(moved.test(HTTP, request("POST", "/internal", "application/json"))).isFalse();
		});
	}

	@Test
	void theFiltersOfSpringSecurityKeepTheirParentUnlessToldOtherwise() {
		WebApplicationContextRunner secured = this.runner.withBean("springSecurityFilterChain", Object.class,
				Object::new);
		secured.run((context) -> assertThat(isObserved(context.getBean(ObservationPredicate.class))).isTrue());
		secured.withPropertyValues("rpc.provider.http-server-requests=false")
			.run((context) -> assertThat(isObserved(context.getBean(ObservationPredicate.class))).isFalse());
	}

	private static boolean isObserved(ObservationPredicate predicate) {
		return predicate.test(HTTP, request("POST", "/rpc", "application/json"));
	}

	private static ServerRequestObservationContext request(String method, String path, String type) {
		MockHttpServletRequest request = new MockHttpServletRequest(method, path + "/Orders/place");
		request.setServletPath(path);
		request.setContentType(type);
		return new ServerRequestObservationContext(request, new MockHttpServletResponse());
	}

}
