package io.github.rpcboot.observability;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** Our convention as Micrometer asks for it. */
final class KindConvention implements ObservationConvention<Observation.Context> {

	private final ObservedCall.Kind kind;

	private final RpcObservationConvention convention;

	KindConvention(ObservedCall.Kind kind, RpcObservationConvention convention) {
		this.kind = kind;
		this.convention = convention;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		ObservedCall observed = ObservedCall.of(context);
		return observed != null && observed.kind() == this.kind;
	}

	@Override
	public String getName() {
		return this.convention.name(this.kind);
	}

	@Override
	public String getContextualName(Observation.Context context) {
		return this.convention.spanName(observed(context));
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(Observation.Context context) {
		return this.convention.labels(observed(context));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(Observation.Context context) {
		return this.convention.attributes(observed(context));
	}

	private static ObservedCall observed(Observation.Context context) {
		return context.getRequired(ObservedCall.class);
	}

}
