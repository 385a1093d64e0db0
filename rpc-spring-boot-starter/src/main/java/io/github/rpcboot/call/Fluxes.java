package io.github.rpcboot.call;

import java.util.concurrent.Flow;

import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** All that is known of Reactor, loaded only where a contract names its types. */
final class Fluxes {

	private Fluxes() {
	}

	static Flow.Publisher<?> published(Object flux) {
		return JdkFlowAdapter.publisherToFlowPublisher((Flux<?>) flux);
	}

	static Object flux(Flow.Publisher<Object> publisher) {
		return JdkFlowAdapter.flowPublisherToFlux(publisher);
	}

}
