package io.github.rpcboot.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.contract.MethodContract;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RpcHandlerTests {

	private final List<String> steps = new ArrayList<>();

	private final RpcCall call = RpcCall.outgoing(MethodContract.unknown("Hello", "say"), new Object[] { "s3cret" },
			RpcHeaders.empty(), Deadline.after(Duration.ofSeconds(3), "x"), new Cancellation());

	private RpcInterceptor step(String name) {
		return (call, next) -> {
			this.steps.add(name + " in");
			RpcReply reply = next.handle(call.withHeader("x-" + name, "1"));
			this.steps.add(name + " out");
			return reply;
		};
	}

	@Test
	void theFirstInterceptorIsTheOutermost() {
		RpcReply answer = RpcReply.success(new byte[0], false);
		RpcHandler chain = RpcHandler.chain(List.of(step("a"), step("b")), (call) -> {
			this.steps.add("last " + call.headers());
			return answer;
		});

		assertThat(chain.handle(this.call)).isSameAs(answer);
		assertThat(this.steps).containsExactly("a in", "b in", "last [x-a, x-b]", "b out", "a out");
	}

	@Test
	void anInterceptorMayAnswerItself() {
		RpcReply refusal = RpcReply.failure(RpcFailure.answered(RpcStatus.ABORTED, "no"));
		RpcHandler chain = RpcHandler.chain(List.of(step("a"), (call, next) -> refusal, step("c")), (call) -> {
			throw new AssertionError("not reached");
		});

		assertThat(chain.handle(this.call)).isSameAs(refusal);
		assertThat(this.steps).containsExactly("a in", "a out");
	}

	@Test
	void anInterceptorMayRepeatTheRestOfTheChain() {
		RpcHandler chain = RpcHandler.chain(List.of((call, next) -> {
			next.handle(call);
			return next.handle(call);
		}, step("b")), (call) -> RpcReply.success(new byte[0], false));

		chain.handle(this.call);

		assertThat(this.steps).containsExactly("b in", "b out", "b in", "b out");
	}

	@Test
	void anEmptyChainIsItsEnd() {
		RpcHandler last = (call) -> RpcReply.success(new byte[0], false);

		assertThat(RpcHandler.chain(List.of(), last)).isSameAs(last);
	}

	@Test
	void aCallPrintsItsMethodAndNoArguments() {
		assertThat(this.call).hasToString("Hello/say");
	}

	@Test
	void aCallWithAHeaderIsTheSameCallOtherwise() {
		Endpoint endpoint = Endpoint.parse("http://a", "test");
		RpcCall changed = this.call.withHeader("x", "1");
		changed.attempts().add(endpoint);

		assertThat(this.call.headers().isEmpty()).isTrue();
		assertThat(this.call.attempts()).containsExactly(endpoint);
		assertThat(changed.cancellation()).isSameAs(this.call.cancellation());
		assertThat(changed.arguments()).isSameAs(this.call.arguments());
	}

	@Test
	void aPendingReplyIsChangedAndSeenWhenItComes() {
		CompletableFuture<RpcReply> later = new CompletableFuture<>();
		List<RpcReply> seen = new ArrayList<>();
		RpcReply changed = RpcReply.success(new byte[] { 1 }, false);
		RpcReply pending = RpcReply.pending(later).map((reply) -> changed);

		pending.whenDone(seen::add, Assertions::fail);
		assertThat(seen).isEmpty();
		later.complete(RpcReply.success(new byte[0], false));

		assertThat(seen).containsExactly(changed);
	}

	@Test
	void aReplyThatIsHereIsChangedAtOnce() {
		RpcReply changed = RpcReply.success(new byte[] { 1 }, false);
		List<RpcReply> seen = new ArrayList<>();

		RpcReply.success(new byte[0], false).map((reply) -> changed).whenDone(seen::add, Assertions::fail);

		assertThat(seen).containsExactly(changed);
	}

}
