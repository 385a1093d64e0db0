package io.github.rpcboot.observability;

import io.micrometer.common.KeyValues;

/**
 * Names what is observed. The defaults are OpenTelemetry's conventions for RPC and for
 * Connect. A bean of this type replaces them; it overrides the methods that are to
 * differ.
 *
 * @since 0.1.0
 */
public interface RpcObservationConvention {

	/**
	 * Names the metric, and what {@code management.observations.enable} switches off.
	 * @param kind what is observed
	 * @return a name with dots
	 */
	default String name(ObservedCall.Kind kind) {
		return OpenTelemetryNames.name(kind);
	}

	/**
	 * Names the span.
	 * @param observed what is observed
	 * @return one of a limited number of names
	 */
	default String spanName(ObservedCall observed) {
		return OpenTelemetryNames.spanName(observed);
	}

	/**
	 * The labels of metrics, which become attributes of the span as well. Asked when an
	 * observation starts and when it ends; the keys must always be the same, and each of
	 * them must have a limited number of values.
	 * @param observed what is observed
	 * @return the labels
	 */
	default KeyValues labels(ObservedCall observed) {
		return OpenTelemetryNames.labels(observed);
	}

	/**
	 * The attributes of the span that are no labels of metrics. An attribute replaces a
	 * label of the same name.
	 * @param observed what is observed
	 * @return the attributes
	 */
	default KeyValues attributes(ObservedCall observed) {
		return OpenTelemetryNames.attributes(observed);
	}

}
