package io.github.rpcboot.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineStepTests {

	private static final String LATE = "The method took longer than the deadline allowed, so its result was discarded.";

	private final Provided provided = new Provided();

	private final List<RpcReply> replies = new ArrayList<>();

	private void pass(long millis) {
		this.provided.now += Duration.ofMillis(millis).toNanos();
	}

	private void start() {
		RpcReply reply = this.provided.handle("later", "{'name':'x'}");
		assertThat(reply.pending()).isNotNull();
		reply.whenDone(this.replies::add, Assertions::fail);
	}

	@Test
	void aCallWhoseDeadlineHasPassedDoesNotStart() {
		this.provided.interceptors.add(0, (call, next) -> {
			pass(3000);
			return next.handle(call);
		});

		RpcFailure failure = this.provided.failure("greet", "{'name':'x'}");

		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.message()).isEqualTo("The deadline passed before the method started.");
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(this.provided.shop.calls).isZero();
	}

	@Test
	void aDeadlineThatPassesBehindTheStepStopsTheCallToo() {
		this.provided.interceptors.add((call, next) -> {
			pass(3000);
			return next.handle(call);
		});

		RpcFailure failure = this.provided.failure("greet", "{'name':'x'}");

		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(this.provided.shop.calls).isZero();
	}

	@Test
	void aLateResultIsDiscarded() {
		this.provided.shop.greeting = (name) -> {
			pass(3000);
			return "late";
		};

		RpcFailure failure = this.provided.failure("greet", "{'name':'x'}");

		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.message()).isEqualTo(LATE);
		assertThat(failure.mayHaveExecuted()).isTrue();
	}

	@Test
	void aResultInTimeIsKept() {
		this.provided.shop.greeting = (name) -> {
			pass(2999);
			return "in time";
		};

		assertThat(this.provided.answer("greet", "{'name':'x'}")).isEqualTo("{'result':'in time'}");
	}

	@Test
	void aFutureAnswersWhenItCompletes() {
		start();
		assertThat(this.replies).isEmpty();
		assertThat(RpcContext.current()).isNull();

		this.provided.shop.future.complete("done");

		assertThat(this.replies).singleElement().extracting(Provided::text).isEqualTo("{'result':'done'}");
	}

	@Test
	void aFutureOfNullIsANullResult() {
		this.provided.shop.future.complete(null);
		start();

		assertThat(Provided.text(this.replies.get(0))).isEqualTo("{}");
	}

	@Test
	void aFutureThatFailsIsAFailure() {
		start();
		this.provided.shop.future
			.completeExceptionally(new CompletionException(new RpcException(RpcStatus.NOT_FOUND, "No x.")));

		assertThat(this.replies.get(0).failure()).hasToString("not_found: No x.");
	}

	@Test
	void aFutureThatFailsWithoutDeclarationLeaksNothing() {
		start();
		this.provided.shop.future.completeExceptionally(new IllegalStateException("s3cret"));

		assertThat(this.replies.get(0).failure().status()).isEqualTo(RpcStatus.UNKNOWN);
		assertThat(this.replies.get(0).failure().message()).doesNotContain("s3cret");
	}

	@Test
	void aFutureThatCompletesLateIsDiscarded() {
		start();
		pass(3000);
		this.provided.shop.future.complete("late");

		assertThat(this.replies.get(0).failure().message()).isEqualTo(LATE);
	}

	@Test
	void aMissingFutureIsUnknown() {
		this.provided.shop.future = null;

		assertThat(this.provided.failure("later", "{'name':'x'}").status()).isEqualTo(RpcStatus.UNKNOWN);
	}

	@Test
	void aFutureThatWasCanceledIsAFailure() {
		CompletableFuture<String> future = this.provided.shop.future;
		start();
		future.cancel(true);

		assertThat(this.replies.get(0).failure()).isNotNull();
	}

}
