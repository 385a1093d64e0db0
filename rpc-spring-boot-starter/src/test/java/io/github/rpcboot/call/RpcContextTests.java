package io.github.rpcboot.call;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.rpcboot.contract.MethodContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RpcContextTests {

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	private long now;

	@AfterEach
	void close() {
		this.executor.shutdownNow();
		assertThat(RpcContext.current()).as("what a test leaves behind").isNull();
	}

	private RpcCall call(String method) {
		RpcHeaders headers = RpcHeaders.empty().with("traceparent", "00-" + method);
		return RpcCall.outgoing(MethodContract.unknown("Orders", method), new Object[0], headers,
				Deadline.after(Duration.ofSeconds(3), "x", () -> this.now), new Cancellation());
	}

	private static String current() {
		RpcContext context = RpcContext.current();
		return (context != null) ? context.method() : "none";
	}

	@Test
	void theContextTellsWhatTheThreadIsHandling() {
		RpcCall call = call("place");
		try (RpcContext.Scope scope = RpcContext.open(call)) {
			RpcContext context = RpcContext.current();

			assertThat(context.method()).isEqualTo("Orders/place");
			assertThat(context.deadline()).isSameAs(call.deadline());
			assertThat(context.headers().get("traceparent")).isEqualTo("00-place");
			assertThat(context.peer()).isEqualTo(RpcPeer.LOCAL);
			assertThat(context.cancellation()).isSameAs(call.cancellation());
		}
		assertThat(current()).isEqualTo("none");
	}

	@Test
	void theContextFlipsWhenTheCallerGivesUp() {
		RpcCall call = call("place");
		try (RpcContext.Scope scope = RpcContext.open(call)) {
			assertThat(RpcContext.current().isCanceled()).isFalse();
			call.cancellation().cancel();
			assertThat(RpcContext.current().isCanceled()).isTrue();
		}
	}

	@Test
	void theContextFlipsWhenTheDeadlinePasses() {
		try (RpcContext.Scope scope = RpcContext.open(call("place"))) {
			this.now = Duration.ofSeconds(3).toNanos();
			assertThat(RpcContext.current().isCanceled()).isTrue();
		}
	}

	@Test
	void anInnerScopeRestoresTheOuterOne() {
		try (RpcContext.Scope outer = RpcContext.open(call("outer"))) {
			try (RpcContext.Scope inner = RpcContext.open(call("inner"))) {
				assertThat(current()).isEqualTo("Orders/inner");
			}
			assertThat(current()).isEqualTo("Orders/outer");
		}
	}

	@Test
	void newThreadsStartFresh() throws Exception {
		CompletableFuture<String> seen = new CompletableFuture<>();
		try (RpcContext.Scope scope = RpcContext.open(call("place"))) {
			Thread thread = new Thread(() -> seen.complete(current()));
			thread.start();
			thread.join();
			assertThat(seen).isCompletedWithValue("none");
			assertThat(this.executor.submit(RpcContextTests::current).get()).isEqualTo("none");
		}
	}

	@Test
	void aWrappedTaskTakesTheContextAlongAndLeavesNothingBehind() throws Exception {
		CompletableFuture<String> seen = new CompletableFuture<>();
		Callable<String> callable;
		Runnable runnable;
		try (RpcContext.Scope scope = RpcContext.open(call("place"))) {
			callable = RpcContext.wrap(RpcContextTests::current);
			runnable = RpcContext.wrap(() -> {
				seen.complete(current());
			});
		}

		assertThat(this.executor.submit(callable).get()).isEqualTo("Orders/place");
		this.executor.submit(runnable).get();
		assertThat(seen).isCompletedWithValue("Orders/place");
		assertThat(this.executor.submit(RpcContextTests::current).get()).isEqualTo("none");
	}

	@Test
	void aWrappedTaskRestoresTheContextOfItsThread() throws Exception {
		Callable<String> wrapped;
		Callable<String> fresh = RpcContext.wrap(RpcContextTests::current);
		try (RpcContext.Scope scope = RpcContext.open(call("wrapped"))) {
			wrapped = RpcContext.wrap(RpcContextTests::current);
		}
		try (RpcContext.Scope scope = RpcContext.open(call("thread"))) {
			assertThat(wrapped.call()).isEqualTo("Orders/wrapped");
			assertThat(current()).isEqualTo("Orders/thread");
			assertThat(fresh.call()).isEqualTo("none");
			assertThat(current()).isEqualTo("Orders/thread");
		}
	}

	@Test
	void aWrappedTaskThatFailsLeavesNothingBehind() {
		Runnable failing;
		try (RpcContext.Scope scope = RpcContext.open(call("place"))) {
			failing = RpcContext.wrap((Runnable) () -> {
				throw new IllegalStateException(current());
			});
		}

		assertThatIllegalStateException().isThrownBy(failing::run).withMessage("Orders/place");
		assertThat(current()).isEqualTo("none");
	}

}
