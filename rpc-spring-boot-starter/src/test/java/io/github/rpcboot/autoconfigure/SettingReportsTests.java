package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.RemoteReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A value that cannot be meant stops the start.
 */
class SettingReportsTests {

	private static final String ENDPOINT = "rpc.endpoints.demo-provider=http://localhost:8081";

	private static final String TARGET = "rpc.consumer.targets.demo-provider.";

	@ParameterizedTest
	@ValueSource(strings = { "/", "", "rpc", "/rpc/", "//rpc", "/rpc/*", "/a b", "/rpc?x" })
	void aBasePathThatIsNoPathOfItsOwn(String path) {
		assertReport("rpc.provider.base-path=" + path,
				"'rpc.provider.base-path' is '" + path + "', which is not a path of its own.",
				"Write it like '/rpc': with a slash in front, none at the end, and never '/' alone.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "", "rpc", "/rpc/" })
	void aBasePathOfATargetThatIsNoPathOfItsOwn(String path) {
		assertReport(TARGET + "base-path=" + path,
				"'" + TARGET + "base-path' is '" + path + "', which is not a path of its own.",
				"Write it like '/rpc': with a slash in front, none at the end, and never '/' alone.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rpc.consumer.timeout", "rpc.provider.timeout", TARGET + "timeout",
			TARGET + "services.Hello.timeout", TARGET + "services.Hello.methods.sayHello.timeout" })
	void aTimeoutOfZero(String key) {
		assertReport(key + "=0s", "'" + key + "' is 0 ms.",
				"Every call has a finite deadline: set it to a positive duration such as 3s.");
	}

	@Test
	void aTimeoutOfMoreThanADay() {
		assertReport("rpc.provider.timeout=9999999h", "'rpc.provider.timeout' is more than a day.",
				"A deadline bounds the time of a call: set it to what callers can wait, such as 3s.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "base-path=/x", "ssl.bundle=internal", "compress=true", "codec=json" })
	void aSettingOfConnectionsWhereThereAreNone(String setting) {
		FailureAnalysis report = Reports.ofStart(ToOneself.class, "rpc.endpoints.demo-provider=inprocess://local",
				TARGET + setting);
		assertThat(report.getDescription()).startsWith("'" + TARGET).contains("' would do nothing: ");
		assertThat(report.getAction()).isEqualTo("Remove the key.");
	}

	@Test
	void formatsWithoutTheOneThatErrorsAreIn() {
		assertReport("rpc.provider.codecs=proto", "'rpc.provider.codecs' does not hold 'json'.",
				"Add it, since errors and requests without a body are in JSON, or remove the key.");
	}

	@Test
	void aNegativeTimeout() {
		assertReport("rpc.consumer.timeout=-1s", "'rpc.consumer.timeout' is -1000 ms.",
				"Every call has a finite deadline: set it to a positive duration such as 3s.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "authorization", "Authorization", "COOKIE", "Proxy-Authorization" })
	void credentialsThatAreToBePropagated(String header) {
		assertReport("rpc.consumer.propagate=traceparent," + header,
				"'rpc.consumer.propagate' names the header '" + header
						+ "', which is never passed on: it would lend the caller's rights to this application.",
				"Remove it. A token for the next call belongs under 'rpc.consumer.targets.<application>.token'.");
	}

	@Test
	void anEmptyToken() {
		assertReport("rpc.provider.token=", "'rpc.provider.token' is empty or holds a character that a header cannot.",
				"Set it to a token of printable ASCII characters without blanks, or leave it out.");
	}

	@Test
	void aTargetWithoutRoomForACall() {
		assertReport(TARGET + "max-in-flight=0", "'" + TARGET + "max-in-flight' is 0.", "Set it to at least 1.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "10B", "2GB" })
	void aMessageSizeOutOfRange(String size) {
		FailureAnalysis report = report("rpc.max-message-size=" + size);
		assertThat(report.getDescription()).startsWith("'rpc.max-message-size' is ");
		assertThat(report.getAction()).isEqualTo("Set it to a size from 1KB to 1GB.");
	}

	private static void assertReport(String property, String description, String action) {
		FailureAnalysis report = report(property);
		assertThat(report.getDescription()).isEqualTo(description);
		assertThat(report.getAction()).isEqualTo(action);
	}

	private static FailureAnalysis report(String property) {
		return Reports.ofStart(Application.class, ENDPOINT, property);
	}

	@OnlyRpc
	static class Application {

	}

	@OnlyRpc
	@Import(ToOneself.Greeter.class)
	static class ToOneself {

		record Greeter(@RemoteReference("demo-provider") Hello hello) {
		}

	}

}
