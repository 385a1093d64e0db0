package io.github.rpcboot.observability;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * The sizes of the messages of one method, uncompressed.
 *
 * @param request of the requests
 * @param response of the successful answers
 */
record Sizes(DistributionSummary request, DistributionSummary response) {

	Sizes(String side, Tags tags, MeterRegistry registry) {
		this(summary(side + ".request.size", "Request messages, uncompressed.", tags, registry),
				summary(side + ".response.size", "Messages of successful answers, uncompressed.", tags, registry));
	}

	private static DistributionSummary summary(String name, String description, Tags tags, MeterRegistry registry) {
		return DistributionSummary.builder(name)
			.baseUnit("bytes")
			.description(description)
			.tags(tags)
			.register(registry);
	}

}
