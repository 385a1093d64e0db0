package io.github.rpcboot.protocol;

import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.inprocess.InProcessTransport;
import org.junit.jupiter.api.Test;
import reactor.adapter.JdkFlowAdapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Quiet streams within an application context, where a bean hears at once of a caller who
 * goes.
 */
class InProcessQuietStreamTests extends AbstractQuietStreamTests {

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

	@Test
	void aQuietBeanHearsAtOnceOfACallerWhoGoes() throws Exception {
		Iterator<String> words = quiet(LONG, LONG).iterator(1);
		words.next();
		await().until(this.bean::waits);
		((AutoCloseable) words).close();
		assertThat(this.bean.awaitTold()).isTrue();
	}

	@Test
	void aQuietPublisherIsCanceledAtOnceWhenItsCallerGoes() throws InterruptedException {
		Stream<String> words = JdkFlowAdapter.flowPublisherToFlux(quiet(LONG, LONG).published(1)).toStream(1);
		words.iterator().next();
		await().until(this.bean::waits);
		long start = System.nanoTime();
		words.close();
		assertThat(this.bean.awaitEnded()).isTrue();
		assertThat(Duration.ofNanos(this.bean.endedAt() - start)).isLessThan(Duration.ofMillis(200));
		everyThreadIsFree();
	}

}
