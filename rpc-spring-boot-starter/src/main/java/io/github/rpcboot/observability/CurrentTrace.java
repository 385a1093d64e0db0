package io.github.rpcboot.observability;

import java.util.function.UnaryOperator;

import io.github.rpcboot.call.RpcHeaders;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;

/**
 * Puts the current span into the headers of the handled call as a {@code traceparent}
 * (W3C Trace Context), whatever format the tracer speaks: log lines of the call show its
 * trace id, and what the call passes on without a tracer belongs to it.
 */
final class CurrentTrace implements UnaryOperator<RpcHeaders> {

	private static final String ZEROS = "0".repeat(32);

	private final Tracer tracer;

	CurrentTrace(Tracer tracer) {
		this.tracer = tracer;
	}

	@Override
	public RpcHeaders apply(RpcHeaders headers) {
		Span span = this.tracer.currentSpan();
		if (span == null || span.isNoop()) {
			return headers;
		}
		TraceContext context = span.context();
		String traceId = context.traceId();
		String spanId = context.spanId();
		if (traceId.isEmpty() || traceId.length() > ZEROS.length() || spanId.length() != 16) {
			return headers;
		}
		String flags = Boolean.TRUE.equals(context.sampled()) ? "-01" : "-00";
		return headers.replace("traceparent",
				"00-" + ZEROS.substring(traceId.length()) + traceId + "-" + spanId + flags);
	}

}
