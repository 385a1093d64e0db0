package io.github.rpcboot.autoconfigure;

import java.time.Duration;

import io.github.rpcboot.provider.RemoteServices;
import io.github.rpcboot.security.RpcAuthorizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One warning, with the exact keys, where anybody in the network can call.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnauthenticatedWarningTests {

	private static final String WARNING = "Anybody who reaches this server can call [Hello]. Set 'rpc.provider.token', "
			+ "define an RpcAuthorizer bean, add Spring Security, or bind to this machine with "
			+ "'server.address: 127.0.0.1'.";

	private final WebApplicationContextRunner provider = Runners.web().withBean(HelloBean.class);

	@Test
	void itAppearsOnceWhereNoAddressIsSet(CapturedOutput output) {
		start(this.provider);
		assertThat(output.getAll()).containsOnlyOnce(WARNING);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.0.0.0", "192.0.2.7", "::" })
	void itAppearsForAnAddressThatOthersReach(String address, CapturedOutput output) {
		start(this.provider.withPropertyValues("server.address=" + address));
		assertThat(output.getAll()).containsOnlyOnce(WARNING);
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "localhost", "::1", "127.1.2.3" })
	void itDoesNotAppearForTheLoopback(String address, CapturedOutput output) {
		start(this.provider.withPropertyValues("server.address=" + address));
		assertThat(output.getAll()).doesNotContain("Anybody");
	}

	@Test
	void itDoesNotAppearWithAToken(CapturedOutput output) {
		start(this.provider.withPropertyValues("rpc.provider.token=s3cr3t"));
		assertThat(output.getAll()).doesNotContain("Anybody");
	}

	@Test
	void itDoesNotAppearWithAnAuthorizer(CapturedOutput output) {
		start(this.provider.withBean(RpcAuthorizer.class, () -> (call) -> true));
		assertThat(output.getAll()).doesNotContain("Anybody");
	}

	@Test
	void itDoesNotAppearWithSpringSecurity(CapturedOutput output) {
		start(this.provider.withBean("springSecurityFilterChain", Object.class, Object::new));
		assertThat(output.getAll()).doesNotContain("Anybody");
	}

	@Test
	void itNamesTheKeyOfTheGrpcServer(CapturedOutput output) {
		this.provider.withPropertyValues("server.address=127.0.0.1")
			.run((context) -> new UnauthenticatedWarning(context.getBeanProvider(RemoteServices.class), false,
					new MockEnvironment(), UnauthenticatedWarning.Server.GRPC)
				.onApplicationEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0],
						context.getSourceApplicationContext(), Duration.ZERO)));
		assertThat(output.getAll()).containsOnlyOnce("Anybody who reaches this gRPC server can call [Hello].")
			.contains("or bind to this machine with 'spring.grpc.server.address: 127.0.0.1'.");
	}

	@Test
	void itDoesNotAppearWithoutServices(CapturedOutput output) {
		start(Runners.web());
		assertThat(output.getAll()).doesNotContain("Anybody");
	}

	private static void start(WebApplicationContextRunner runner) {
		runner.run((context) -> context.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0],
				context.getSourceApplicationContext(), Duration.ZERO)));
	}

}
