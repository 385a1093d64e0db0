package io.github.rpcboot.protocol;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.rpcboot.call.RpcContext;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/**
 * A bean that says nothing for a while, and tells when it hears that its caller has gone.
 */
final class TalkBean implements Talk {

	private final CountDownLatch released = new CountDownLatch(1);

	private volatile CountDownLatch quiet = new CountDownLatch(1);

	private volatile Moment heard = new Moment();

	/** Tells of the calls from here on. */
	void begin() {
		this.quiet = new CountDownLatch(1);
		this.heard = new Moment();
	}

	void release() {
		this.released.countDown();
	}

	boolean awaitQuiet() throws InterruptedException {
		return this.quiet.await(10, TimeUnit.SECONDS);
	}

	boolean awaitHeard() throws InterruptedException {
		return this.heard.await();
	}

	long heardAt() {
		return this.heard.at();
	}

	@Override
	public Stream<String> held() {
		RpcContext.current().cancellation().onCancel(this.heard::come);
		CountDownLatch quiet = this.quiet;
		return Stream.of("begin", "end").peek((word) -> {
			if (word.equals("end")) {
				hold(quiet);
			}
		});
	}

	private void hold(CountDownLatch quiet) {
		quiet.countDown();
		try {
			this.released.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("The wait was interrupted", ex);
		}
	}

	@Override
	public Flow.Publisher<String> silent() {
		return quietBehind(Flux.just("begin"));
	}

	@Override
	public Flow.Publisher<String> muffled() {
		return quietBehind(Flux.empty());
	}

	private Flow.Publisher<String> quietBehind(Flux<String> words) {
		CountDownLatch quiet = this.quiet;
		return JdkFlowAdapter.publisherToFlowPublisher(
				words.concatWith(Flux.<String>never().doOnSubscribe((subscription) -> quiet.countDown()))
					.doOnCancel(this.heard::come));
	}

	@Override
	public Flux<String> slowly(int millis) {
		return (millis > 0) ? Flux.just("one", "two").delayElements(Duration.ofMillis(millis))
				: Flux.just("one", "two");
	}

	@Override
	public Flux<String> ends(int millis) {
		return Flux.<String>empty().delaySubscription(Duration.ofMillis(millis));
	}

	@Override
	public CompletableFuture<String> never(Stream<String> words) {
		Moment heard = this.heard;
		words.forEach((word) -> {
		});
		CompletableFuture<String> never = new CompletableFuture<>();
		never.whenComplete((value, failure) -> heard.come());
		this.quiet.countDown();
		return never;
	}

	@Override
	public String joined(Stream<String> words) {
		return words.collect(Collectors.joining());
	}

}
