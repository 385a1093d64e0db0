package io.github.rpcboot.observability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** OpenTelemetry's tracer, as Boot's modules would make it; its spans stay here. */
@Configuration(proxyBeanMethods = false)
public class Tracing {

	@Bean
	Spans spans() {
		return new Spans();
	}

	@Bean
	io.opentelemetry.api.trace.Tracer openTelemetryTracer(Spans spans) {
		return SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build().get("the tests");
	}

	@Bean
	Tracer tracer(io.opentelemetry.api.trace.Tracer tracer) {
		return new OtelTracer(tracer, new OtelCurrentTraceContext(), (event) -> {
		});
	}

	@Bean
	Propagator propagator(io.opentelemetry.api.trace.Tracer tracer) {
		return new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), tracer);
	}

	@Bean
	FirstMatchingCompositeObservationHandler tracingHandler(Tracer tracer, Propagator propagator) {
		return new FirstMatchingCompositeObservationHandler(
				new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
				new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
				new DefaultTracingObservationHandler(tracer));
	}

	/** Keeps spans that have ended. */
	static final class Spans implements SpanExporter {

		private final List<SpanData> all = new CopyOnWriteArrayList<>();

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			this.all.addAll(spans);
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

		void clear() {
			this.all.clear();
		}

		List<SpanData> all() {
			return new ArrayList<>(this.all);
		}

		static String attribute(SpanData span, String key) {
			return span.getAttributes().get(AttributeKey.stringKey(key));
		}

	}

}
