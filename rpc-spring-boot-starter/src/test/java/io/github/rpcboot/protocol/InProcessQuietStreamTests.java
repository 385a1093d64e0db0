package io.github.rpcboot.protocol;

import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.inprocess.InProcessTransport;
import org.junit.jupiter.api.Test;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

import static io.github.rpcboot.protocol.Timing.best;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Quiet streams within an application context, where a bean hears at once of a caller who
 * goes.
 */
class InProcessQuietStreamTests extends AbstractQuietStreamTests {

	private static final Duration MILLIS_200 = Duration.ofMillis(200);

	private RpcServices services;

	@Override
	Endpoint serve(RpcServices services) {
		this.services = services;
		return Endpoint.parse("inprocess://local", "the test");
	}

	@Override
	Transport connect() {
		return InProcessTransport.to(this.services, this.rpc.codec());
	}

	@Override
	void stopServing() {
	}

	@Override
	void assertReleased() throws InterruptedException {
		assertThat(this.bean.awaitEnded()).isTrue();
		everyThreadIsFree();
	}

	private static Stream<Long> every(Duration pause, long... numbers) {
		return Flux.interval(pause).take(numbers.length).map((i) -> numbers[i.intValue()]).toStream(1);
	}

	@Test
	void aBeanThatReadsALongUploadIsNotQuietBeforeItsFirstElement() {
		Stream<Long> upload = every(Duration.ofMillis(100), 1, 2, 3, 4, 5, 6, 7, 8);
		assertThat(quiet(SHORT, LONG).collected(upload).toList()).containsExactly(36L);
		everyThreadIsFree();
	}

	@Test
	void aBeanThatEchoesIsNotBlamedForACallerWhoIsQuiet() {
		assertThat(quiet(SHORT, LONG).echo(every(SHORT.multipliedBy(3), 1, 2)).toList()).containsExactly(1L, 2L);
		everyThreadIsFree();
	}

	@Test
	void aBeanThatIsQuietBehindAMessageIsEnded() {
		Iterator<Long> echo = quiet(SHORT, LONG).echo(Stream.of(1L, -1L)).iterator();
		assertThat(echo.next()).isEqualTo(1);
		RpcException failure = failureOf(echo::next);
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.reason())
			.isEqualTo("The stream that Quiet/echo returned had no next element within its idle time of 300 ms.");
		everyThreadIsFree();
	}

	@Test
	void aQuietBeanHearsAtOnceOfACallerWhoGoes() throws Exception {
		Iterator<String> words = quiet(LONG, LONG).iterator(1);
		words.next();
		await().until(this.bean::waits);
		((AutoCloseable) words).close();
		assertThat(this.bean.awaitTold()).isTrue();
	}

	@Test
	void aQuietPublisherIsCanceledAtOnceWhenItsCallerGoes() {
		Quiet quiet = quiet(LONG, LONG);
		assertThat(best(MILLIS_200, () -> {
			this.bean.begin();
			Stream<String> words = JdkFlowAdapter.flowPublisherToFlux(quiet.published(1)).toStream(1);
			words.iterator().next();
			await().until(this.bean::waits);
			long start = System.nanoTime();
			words.close();
			assertThat(this.bean.awaitEnded()).isTrue();
			return Duration.ofNanos(this.bean.endedAt() - start);
		})).isLessThan(MILLIS_200);
		everyThreadIsFree();
	}

}
