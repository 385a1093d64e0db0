package io.github.rpcboot.autoconfigure;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Keeps Spring's filter from observing a call that the provider's chain observes too: two
 * spans and two timers of the same time tell nothing more than one, and cost a tenth of
 * what the server spends on a small call. What is no call by its head is the filter's,
 * since the chain may never see it.
 */
final class CallsObservedOnce implements ObservationPredicate {

	private static final String JSON = "application/json";

	private static final String PROTOBUF = "application/proto";

	private final String basePath;

	CallsObservedOnce(String basePath) {
		this.basePath = basePath;
	}

	@Override
	public boolean test(String name, Observation.Context context) {
		return !(context instanceof ServerRequestObservationContext http) || !isCall(http.getCarrier());
	}

	private boolean isCall(@Nullable HttpServletRequest request) {
		return request != null && this.basePath.equals(request.getServletPath()) && "POST".equals(request.getMethod())
				&& isMessage(request.getContentType());
	}

	private static boolean isMessage(@Nullable String contentType) {
		return contentType != null && (contentType.regionMatches(true, 0, JSON, 0, JSON.length())
				|| contentType.equalsIgnoreCase(PROTOBUF));
	}

}
