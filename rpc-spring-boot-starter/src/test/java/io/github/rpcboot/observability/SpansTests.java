package io.github.rpcboot.observability;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.Probe;
import io.github.rpcboot.protocol.inprocess.InProcessTransport;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The spans of a call: one for all of it, one per attempt, one at the provider.
 */
class SpansTests {

	private static final String ECHO = "Probe/echo";

	private static final String OLD_TRACE = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01";

	private final Observed observed = new Observed();

	@Test
	void theCallIsTheParentOfItsAttemptAndTheAttemptOfTheHandling() {
		this.observed.client().echo("hello");
		SpanData attempt = this.observed.span(ECHO + " attempt");
		SpanData call = ofKind(SpanKind.CLIENT, ECHO);
		SpanData handling = ofKind(SpanKind.SERVER, ECHO);
		assertThat(call.getParentSpanContext().isValid()).isFalse();
		assertThat(attempt.getKind()).isEqualTo(SpanKind.CLIENT);
		assertThat(attempt.getParentSpanId()).isEqualTo(call.getSpanId());
		assertThat(handling.getParentSpanId()).isEqualTo(attempt.getSpanId());
		assertThat(this.observed.spans.all()).hasSize(3)
			.extracting(SpanData::getTraceId)
			.containsOnly(call.getTraceId());
	}

	@Test
	void theSpansSayWhatWasCalledAndWhere() {
		this.observed
			.client(answering(RpcReply.success("{}".getBytes(), false)),
					Endpoint.parse("http://10.0.0.7:8081", "the test"))
			.nothing();
		SpanData attempt = this.observed.span("Probe/nothing attempt");
		assertThat(Tracing.Spans.attribute(attempt, "rpc.system.name")).isEqualTo("connectrpc");
		assertThat(Tracing.Spans.attribute(attempt, "rpc.method")).isEqualTo("Probe/nothing");
		assertThat(Tracing.Spans.attribute(attempt, "server.address")).isEqualTo("10.0.0.7");
		assertThat(Tracing.Spans.attribute(attempt, "server.port")).isEqualTo("8081");
		assertThat(Tracing.Spans.attribute(attempt, "rpc.attempt")).isEqualTo("1");
		SpanData call = this.observed.span("Probe/nothing");
		assertThat(Tracing.Spans.attribute(call, "server.address")).isEqualTo("shop");
		assertThat(Tracing.Spans.attribute(call, "rpc.attempts")).isEqualTo("1");
		assertThat(call.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
	}

	@Test
	void whatTheTracerSendsReplacesWhatWasInherited() {
		List<RpcHeaders> sent = new CopyOnWriteArrayList<>();
		Probe client = this.observed.client(answering(sent, RpcReply.success("{}".getBytes(), false)),
				Observed.ENDPOINT,
				(call, next) -> next.handle(call.withHeader("traceparent", OLD_TRACE)
					.withHeader("tracestate", "vendor=old")
					.withHeader("tenant", "7")));
		client.nothing();
		RpcHeaders headers = sent.get(0);
		SpanData attempt = this.observed.span("Probe/nothing attempt");
		assertThat(headers.all("traceparent")).singleElement()
			.asString()
			.startsWith("00-" + attempt.getTraceId() + "-" + attempt.getSpanId() + "-");
		assertThat(headers.get("tracestate")).isNull();
		assertThat(headers.get("tenant")).isEqualTo("7");
	}

	@Test
	void everyAttemptHasItsSpanAndSendsIt() {
		List<RpcHeaders> sent = new CopyOnWriteArrayList<>();
		Probe client = this.observed.client(answering(sent, RpcReply.success("{}".getBytes(), false)),
				Observed.ENDPOINT, (call, next) -> {
					next.handle(call);
					return next.handle(call);
				});
		client.nothing();
		SpanData call = this.observed.span("Probe/nothing");
		List<SpanData> attempts = this.observed.spans.all()
			.stream()
			.filter((span) -> span.getName().endsWith(" attempt"))
			.toList();
		assertThat(attempts).hasSize(2).extracting(SpanData::getParentSpanId).containsOnly(call.getSpanId());
		assertThat(attempts).extracting((span) -> Tracing.Spans.attribute(span, "rpc.attempt"))
			.containsExactly("1", "2");
		assertThat(sent).extracting((headers) -> headers.get("traceparent").substring(36, 52))
			.isEqualTo(attempts.stream().map(SpanData::getSpanId).toList());
		assertThat(Tracing.Spans.attribute(call, "rpc.attempts")).isEqualTo("2");
	}

	@Test
	void anAttemptOnAnotherThreadBelongsToItsCall() {
		Probe client = this.observed.client((call, next) -> elsewhere(call, next));
		assertThat(client.echo("hello")).isEqualTo("hello");
		SpanData call = ofKind(SpanKind.CLIENT, ECHO);
		assertThat(this.observed.span(ECHO + " attempt").getParentSpanId()).isEqualTo(call.getSpanId());
	}

	private static RpcReply elsewhere(RpcCall call, RpcHandler next) {
		AtomicReference<RpcReply> reply = new AtomicReference<>();
		Thread thread = new Thread(() -> reply.set(next.handle(call)));
		thread.start();
		try {
			thread.join(5000);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return reply.get();
	}

	@Test
	void anAsynchronousMethodIsHandledUntilItsResultIsThere() {
		assertThat(this.observed.client().later("soon").join()).isEqualTo("soon");
		SpanData handling = ofKind(SpanKind.SERVER, "Probe/later");
		assertThat(Tracing.Spans.attribute(handling, "rpc.status_code")).isEqualTo("OK");
		assertThat(handling.getParentSpanId()).isEqualTo(this.observed.span("Probe/later attempt").getSpanId());
	}

	@Test
	void anAsynchronousMethodWhoseCallerIsGoneEndsItsSpan() {
		Probe client = this.observed.rpc.client(Probe.class,
				InProcessTransport.to(this.observed.services, this.observed.rpc.codec()), Observed.ENDPOINT,
				Duration.ofMillis(300));
		CompletableFuture<String> never = client.never();
		assertThatThrownBy(never::join).hasRootCauseInstanceOf(RpcException.class);
		Awaitility.await().until(() -> !this.observed.spans.all().isEmpty());
		SpanData handling = this.observed.span("Probe/never");
		assertThat(Tracing.Spans.attribute(handling, "rpc.status_code")).isEqualTo("deadline_exceeded");
		assertThat(handling.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
	}

	@Test
	void aDeclaredExceptionIsAnErrorForTheCallerOnly() {
		Probe client = this.observed.client();
		assertThatThrownBy(() -> client.reserve("tea", 3)).isInstanceOf(Probe.OutOfStock.class);
		SpanData call = ofKind(SpanKind.CLIENT, "Probe/reserve");
		SpanData handling = ofKind(SpanKind.SERVER, "Probe/reserve");
		assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(Tracing.Spans.attribute(call, "error.type")).isEqualTo("failed_precondition");
		assertThat(handling.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
		assertThat(Tracing.Spans.attribute(handling, "error.type")).isEqualTo("none");
		assertThat(List.of(call, handling)).extracting((span) -> Tracing.Spans.attribute(span, "rpc.exception"))
			.containsOnly("OutOfStock");
	}

	@Test
	void neitherArgumentsNorTheProvidersTextsAreRecorded() {
		Probe client = this.observed.client();
		assertThatThrownBy(() -> client.fail(RpcStatus.INTERNAL, "s3cret-1")).hasMessageContaining("s3cret-1");
		assertThatThrownBy(() -> client.reserve("s3cret-2", 3)).isInstanceOf(Probe.OutOfStock.class);
		assertThatThrownBy(() -> client.breakDown("s3cret-3")).isInstanceOf(RpcException.class);
		assertThat(client.echo("s3cret-4")).isEqualTo("s3cret-4");
		assertThat(this.observed.spans.all()).hasSize(12).noneMatch((span) -> span.toString().contains("s3cret"));
		assertThat(this.observed.spans.all()).noneMatch((span) -> span.getEvents().toString().contains("s3cret"));
		assertThat(this.observed.meters.scrape()).doesNotContain("s3cret");
	}

	@Test
	void aFailureOnTheWayIsRecordedWithItsText() {
		Probe client = this.observed.client(
				answering(RpcReply.failure(RpcFailure.neverSent(RpcStatus.UNAVAILABLE, "Connection refused.", null))),
				Observed.ENDPOINT);
		assertThatThrownBy(client::nothing).isInstanceOf(RpcException.class);
		SpanData attempt = this.observed.span("Probe/nothing attempt");
		assertThat(attempt.getEvents().toString()).contains("unavailable: Connection refused.");
		assertThat(Tracing.Spans.attribute(attempt, "rpc.may_have_executed")).isEqualTo("false");
	}

	@Test
	void theIdInTheProvidersLogIsTheTraceIdOfTheCall() {
		Probe client = this.observed.client();
		RpcException failure = catchThrowableOfType(RpcException.class, () -> client.breakDown("x"));
		assertThat(failure.reason())
			.contains("Look for " + ofKind(SpanKind.SERVER, "Probe/breakDown").getTraceId() + " ");
	}

	@Test
	void theIdInTheProvidersLogIsTheTraceIdWhereTheProviderStartsTheTrace() {
		Probe client = this.observed.rpc.client(Probe.class,
				InProcessTransport.to(this.observed.services, this.observed.rpc.codec()), Observed.ENDPOINT,
				Duration.ofSeconds(5));
		RpcException failure = catchThrowableOfType(RpcException.class, () -> client.breakDown("x"));
		assertThat(failure.reason()).contains("Look for " + this.observed.span("Probe/breakDown").getTraceId() + " ");
	}

	@Test
	void anInterceptorThatThrowsEndsTheSpan() {
		Probe client = this.observed.client((call, next) -> {
			throw new RpcException(RpcStatus.ABORTED, "no");
		});
		assertThatThrownBy(client::nothing).isInstanceOf(RpcException.class);
		assertThat(Tracing.Spans.attribute(this.observed.span("Probe/nothing"), "rpc.status_code"))
			.isEqualTo("aborted");
	}

	private SpanData ofKind(SpanKind kind, String name) {
		return this.observed.spans.all()
			.stream()
			.filter((span) -> span.getName().equals(name) && span.getKind() == kind)
			.reduce((one, other) -> {
				throw new AssertionError("Two spans of kind " + kind + ": " + one + " and " + other);
			})
			.orElseThrow();
	}

	private Transport answering(RpcReply reply) {
		return answering(new CopyOnWriteArrayList<>(), reply);
	}

	private Transport answering(List<RpcHeaders> sent, RpcReply reply) {
		PayloadCodec codec = this.observed.rpc.codec();
		return new Transport() {

			@Override
			public RpcReply send(RpcCall call, Endpoint endpoint) {
				sent.add(call.headers());
				return reply;
			}

			@Override
			public PayloadCodec codec() {
				return codec;
			}

		};
	}

}
