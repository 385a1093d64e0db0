package io.github.rpcboot.discovery;

import java.util.List;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointSource;

/** The instances that a registry lists. */
final class RegistryEndpoints implements EndpointSource {

	private final String application;

	private final String place;

	private final KeptAnswer<Endpoint> kept;

	RegistryEndpoints(String application, String place, KeptAnswer<Endpoint> kept) {
		this.application = application;
		this.place = place;
		this.kept = kept;
	}

	@Override
	public List<Endpoint> endpoints() {
		return this.kept.answer();
	}

	@Override
	public String whyEmpty() {
		String why = switch (this.kept.state()) {
			case NOT_ASKED -> " has not answered yet.";
			case FAILING -> " cannot be asked at the moment.";
			case EMPTY, GOOD -> " lists none.";
		};
		return "No instance of '" + this.application + "' is known: " + this.place + why;
	}

}
