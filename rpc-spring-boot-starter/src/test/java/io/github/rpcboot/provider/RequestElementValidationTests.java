package io.github.rpcboot.provider;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.protocol.TestRpc;
import io.github.rpcboot.protocol.inprocess.InProcessTransport;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Elements of request streams whose parameter is valid only if they are.
 */
class RequestElementValidationTests {

	private static final ValidatorFactory FACTORY = Validation.buildDefaultValidatorFactory();

	private final TestRpc rpc = new TestRpc();

	private final TakingBean bean = new TakingBean();

	private final RemoteServices services = RemoteServices.create(
			List.of(RemoteServices.refuseUnknown(), RemoteServices.keepDeadline()), List.of(),
			ArgumentValidator.using(FACTORY.getValidator()));

	private final Taking taking = client();

	@AfterAll
	static void close() {
		FACTORY.close();
	}

	private Taking client() {
		this.services.register(this.rpc.contract(Taking.class), "bean", TakingBean.class, () -> this.bean);
		return this.rpc.client(Taking.class, InProcessTransport.to(this.services, this.rpc.codec()),
				Endpoint.parse("inprocess://local", "the test"), Duration.ofSeconds(5));
	}

	private int take(String kind, Article... articles) {
		return switch (kind) {
			case "stream" -> this.taking.stream(Stream.of(articles));
			case "iterator" -> this.taking.iterator(List.of(articles).iterator());
			default -> this.taking.flux(Flux.just(articles));
		};
	}

	@ParameterizedTest
	@ValueSource(strings = { "stream", "iterator", "flux" })
	void anElementThatIsNotValidEndsTheCallAndIsNamedByItsPath(String kind) {
		RpcException failure = catchThrowableOfType(RpcException.class,
				() -> take(kind, new Article("a"), new Article(" "), new Article("c")));
		assertThat(failure.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
		assertThat(failure.reason()).isEqualTo("The request is not valid: '$.sku' must not be blank.");
		assertThat(this.bean.seen).hasValue(1);
		assertThat(take(kind, new Article("a"), new Article("b"))).isEqualTo(2);
	}

	@Test
	void elementsOfAParameterThatAsksForNothingAreNotChecked() {
		assertThat(this.taking.unchecked(Stream.of(new Article("")))).isEqualTo(1);
		assertThat(ArgumentValidator.using(FACTORY.getValidator())
			.forElements(this.services.find("Taking", "unchecked"), TakingBean.class)).isNull();
	}

	@Test
	void aConstraintWithinTheStreamStopsTheStartAndSaysWhatToWrite() {
		RpcConfigurationException failure = catchThrowableOfType(RpcConfigurationException.class, () -> this.services
			.register(this.rpc.contract(Within.class), "within", WithinBean.class, WithinBean::new));
		assertThat(failure.description())
			.startsWith("The constraints of " + WithinBean.class.getName() + " cannot be read: ")
			.contains("java.util.stream.Stream");
		assertThat(failure.action()).isEqualTo("Correct them. A validator cannot look into a stream: write"
				+ " '@Valid Stream<Item>' instead of 'Stream<@Valid Item>'.");
	}

	interface Within {

		int take(Stream<@Valid Article> articles);

	}

	static final class WithinBean implements Within {

		@Override
		public int take(Stream<@Valid Article> articles) {
			return 0;
		}

	}

	interface Taking {

		int stream(@Valid Stream<Article> articles);

		int iterator(@Valid Iterator<Article> articles);

		int flux(@Valid Flux<Article> articles);

		int unchecked(Stream<Article> articles);

	}

	record Article(@NotBlank String sku) {
	}

	static final class TakingBean implements Taking {

		private final AtomicInteger seen = new AtomicInteger();

		@Override
		public int stream(Stream<Article> articles) {
			return (int) articles.peek((article) -> this.seen.incrementAndGet()).map(Article::sku).toList().size();
		}

		@Override
		public int iterator(Iterator<Article> articles) {
			int count = 0;
			while (articles.hasNext()) {
				articles.next();
				this.seen.incrementAndGet();
				count++;
			}
			return count;
		}

		@Override
		public int flux(Flux<Article> articles) {
			return articles.doOnNext((article) -> this.seen.incrementAndGet()).count().block().intValue();
		}

		@Override
		public int unchecked(Stream<Article> articles) {
			return articles.toList().size();
		}

	}

}
