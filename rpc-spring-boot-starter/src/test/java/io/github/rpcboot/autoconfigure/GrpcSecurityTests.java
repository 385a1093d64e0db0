package io.github.rpcboot.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.ConsumerInterceptor;
import io.github.rpcboot.call.RpcContext;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.grpc.server.security.AuthenticationProcessInterceptor;
import org.springframework.grpc.server.security.GrpcSecurity;
import org.springframework.security.config.Customizer;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Rules of Spring Security for a gRPC server hold for our services as for any other.
 */
class GrpcSecurityTests {

	private static RunningApplication provider() {
		return RunningApplication.secured(Provider.class,
				GrpcApplication.with("spring.security.user.name=ada", "spring.security.user.password=secret"));
	}

	private static RunningApplication consumer(RunningApplication provider, String user) {
		return RunningApplication.withoutWeb(Consumer.class, "rpc.endpoints.shop=" + GrpcApplication.url(provider),
				"user=" + user);
	}

	@Test
	void aCallerWhoIsKnownIsTheOneOfTheHandler() {
		try (RunningApplication provider = provider(); RunningApplication consumer = consumer(provider, "ada")) {
			assertThat(consumer.bean(Consumer.class).vault.caller()).isEqualTo("ada");
			assertThat(consumer.bean(Consumer.class).vault.callers()).containsExactly("ada", "ada");
			assertThat(consumer.bean(Consumer.class).vault.callersOf(Stream.of("x"))).containsExactly("ada", "ada");
		}
	}

	@Test
	void aCallerWhoIsNotKnownLearnsNothingElse() {
		try (RunningApplication provider = provider(); RunningApplication consumer = consumer(provider, "mallory")) {
			Vault vault = consumer.bean(Consumer.class).vault;
			RpcException failure = catchThrowableOfType(RpcException.class, vault::caller);
			assertThat(failure.status()).isEqualTo(RpcStatus.UNAUTHENTICATED);
			RpcException other = catchThrowableOfType(RpcException.class, vault::missing);
			assertThat(other.status()).isEqualTo(RpcStatus.UNAUTHENTICATED);
			assertThat(other.reason()).isEqualTo(failure.reason());
		}
	}

	@Test
	void aRuleForAMethodHolds() {
		try (RunningApplication provider = provider(); RunningApplication consumer = consumer(provider, "ada")) {
			RpcException failure = catchThrowableOfType(RpcException.class, consumer.bean(Consumer.class).vault::open);
			assertThat(failure.status()).isEqualTo(RpcStatus.PERMISSION_DENIED);
		}
	}

	interface Vault {

		String caller();

		Stream<String> callers();

		Stream<String> callersOf(Stream<String> texts);

		void open();

		void missing();

	}

	@RemoteContract("Vault")
	interface ProvidedVault {

		String caller();

		Stream<String> callers();

		Stream<String> callersOf(Stream<String> texts);

		void open();

	}

	@RemoteService
	static class VaultBean implements ProvidedVault {

		@Override
		public String caller() {
			Principal principal = RpcContext.current().peer().principal();
			return (principal != null) ? principal.getName() : "nobody";
		}

		@Override
		public Stream<String> callers() {
			return Stream.of(caller(), SecurityContextHolder.getContext().getAuthentication().getName());
		}

		@Override
		public Stream<String> callersOf(Stream<String> texts) {
			return callers();
		}

		@Override
		public void open() {
		}

	}

	@Auto
	@Import(VaultBean.class)
	static class Provider {

		@Bean
		@GlobalServerInterceptor
		AuthenticationProcessInterceptor rules(GrpcSecurity grpc) throws Exception {
			return grpc.authorizeRequests(
					(calls) -> calls.methods("Vault/Open").hasAuthority("ROLE_KEEPER").allRequests().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@Auto
	static class Consumer {

		@RemoteReference("shop")
		Vault vault;

		@Bean
		static ConsumerInterceptor credentials(Environment environment) {
			String user = environment.getRequiredProperty("user") + ":secret";
			String basic = "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
			return (call, next) -> next.handle(call.withHeader("authorization", basic));
		}

	}

}
