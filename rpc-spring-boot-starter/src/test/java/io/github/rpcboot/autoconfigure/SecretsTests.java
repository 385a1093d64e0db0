package io.github.rpcboot.autoconfigure;

import java.util.stream.Stream;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tokens and credentials are never printed.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTests {

	private static final String SECRET = "s3cr3t";

	@ParameterizedTest
	@ValueSource(strings = { "http://user:s3cr3t@localhost:8081", "http://s3cr3t@localhost:8081",
			"http://localhost:8081?token=s3cr3t", "http://localhost:8081#s3cr3t", "http://user:s3cr3t@local host",
			"user:s3cr3t@localhost", "http://user:s3cr3t/x@localhost:8081" })
	void credentialsInAUrlAreNotReported(String url, CapturedOutput output) {
		FailureAnalysis report = Reports.ofStart(Application.class, "rpc.endpoints.demo-provider=" + url);
		assertThat(report.getDescription() + report.getAction()).doesNotContain(SECRET);
		assertThat(output.getAll()).doesNotContain(SECRET);
	}

	@Test
	void aTokenThatIsNoTokenIsNotReported(CapturedOutput output) {
		FailureAnalysis report = Reports.ofStart(Application.class, "rpc.provider.token=" + SECRET + " x");
		assertThat(report.getDescription() + report.getAction()).doesNotContain(SECRET);
		report = Reports.ofStart(Application.class, "rpc.endpoints.demo-provider=http://127.0.0.1:1",
				"rpc.consumer.targets.demo-provider.token=" + SECRET + " x");
		assertThat(report.getDescription() + report.getAction()).doesNotContain(SECRET);
		assertThat(output.getAll()).doesNotContain(SECRET);
	}

	@Test
	void theValueOfAMisspeltKeyIsNotReported() {
		FailureAnalysis report = Reports.ofStart(Application.class, "rpc.provider.tokn=" + SECRET);
		assertThat(report.getDescription() + report.getAction()).doesNotContain(SECRET);
	}

	@Test
	void propertiesPrintNoToken() {
		try (RunningApplication application = RunningApplication.withoutWeb(Application.class,
				"rpc.endpoints.demo-provider=http://127.0.0.1:1", "rpc.provider.token=" + SECRET,
				"rpc.consumer.targets.demo-provider.token=" + SECRET)) {
			RpcProperties properties = application.bean(RpcProperties.class);
			RpcSettings settings = application.bean(RpcSettings.class);
			assertThat(properties.provider().token()).isEqualTo(SECRET);
			assertThat(Stream.of(properties, properties.provider(), properties.consumer(), settings,
					settings.applications()))
				.allSatisfy((printed) -> assertThat(printed.toString()).doesNotContain(SECRET));
			assertThat(properties.toString()).contains("token=******");
		}
	}

	@Test
	void aFailedCallPrintsNoToken(CapturedOutput output) {
		try (RunningApplication application = RunningApplication.withoutWeb(Application.class,
				"rpc.endpoints.demo-provider=http://127.0.0.1:1", "rpc.consumer.targets.demo-provider.token=" + SECRET,
				"logging.level.io.github.rpcboot=debug")) {
			RpcException failure = catchThrowableOfType(RpcException.class,
					() -> application.bean(Greeter.class).hello().sayHello("World"));
			assertThat(failure).isNotNull();
			for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
				assertThat(cause.toString()).doesNotContain(SECRET);
			}
		}
		assertThat(output.getAll()).doesNotContain(SECRET);
	}

	@OnlyRpc
	@Import(Greeter.class)
	static class Application {

	}

	record Greeter(@RemoteReference("demo-provider") Hello hello) {
	}

}
