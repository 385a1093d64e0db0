package io.github.rpcboot.consumer;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class FallbackTests {

	private final FakeTarget target = new FakeTarget();

	private final CompletableFuture<String> later = new CompletableFuture<>();

	@BeforeEach
	void answerInstead() {
		this.target.fallback = () -> Proxy.newProxyInstance(Orders.class.getClassLoader(),
				new Class<?>[] { Orders.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "findLater" -> this.later;
					case "describe" -> "instead of " + arguments[0];
					default -> throw new IllegalStateException("The cache is empty");
				});
	}

	private Orders client(RpcFailure failure) {
		this.target.answer = (call) -> RpcReply.failure(failure);
		return this.target.client(Orders.class);
	}

	private static Stream<RpcFailure> failures() {
		return Stream.of(RpcFailure.neverSent(RpcStatus.UNAVAILABLE, "x", null),
				RpcFailure.refused(RpcStatus.UNAVAILABLE, "x"), RpcFailure.ambiguous(RpcStatus.UNAVAILABLE, "x", null),
				RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, "x", true),
				RpcFailure.over(RpcStatus.RESOURCE_EXHAUSTED, "x", false));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void itAnswersWhereTheApplicationCannot(RpcFailure failure) {
		assertThat(client(failure).describe(7)).isEqualTo("instead of 7");
	}

	@Test
	void whatTheProviderAnswersStaysItsAnswer() {
		Orders client = client(RpcFailure.answered(RpcStatus.NOT_FOUND, "No 7."));

		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> client.describe(7))
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.NOT_FOUND));
	}

	@Test
	void aCallerWhoGaveUpGetsNothing() {
		Orders client = client(RpcFailure.over(RpcStatus.CANCELED, "The caller gave up.", true));

		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> client.describe(7))
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.CANCELED));
	}

	@Test
	void whatItThrowsKnowsWhyItWasAsked() {
		Orders client = client(RpcFailure.neverSent(RpcStatus.UNAVAILABLE, "gone", null));

		assertThatIllegalStateException().isThrownBy(client::touch)
			.withMessage("The cache is empty")
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement().isInstanceOf(RpcException.class));
	}

	@Test
	void theFutureOfAnAsynchronousOneIsNotWaitedFor() {
		CompletableFuture<String> future = client(RpcFailure.neverSent(RpcStatus.UNAVAILABLE, "gone", null))
			.findLater(7);
		assertThat(future).isNotDone();
		this.later.complete("at last");

		assertThat(future).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo("at last");
	}

}
