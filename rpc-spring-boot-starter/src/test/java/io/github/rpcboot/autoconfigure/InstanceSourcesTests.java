package io.github.rpcboot.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.github.rpcboot.autoconfigure.InstanceSources.Registry;
import io.github.rpcboot.autoconfigure.RpcProperties.Discovery;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointResolver;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.RpcEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is asked first.
 */
class InstanceSourcesTests {

	private static final List<String> CONFIGURED = List.of("http://10.0.0.2:80");

	private final EndpointResolver user = (application) -> application.equals("orders") ? at("http://10.0.0.1:80")
			: null;

	private final Registry registry = new Registry((application) -> at("http://10.0.0.3:80"));

	private InstanceSources sources;

	private static EndpointSource at(String url) {
		return () -> List.of(Endpoint.parse(url, "the test"));
	}

	private InstanceSources sources(List<EndpointResolver> users, Registry known, boolean foreignClient) {
		Discovery discovery = new Discovery(Duration.ofSeconds(30), Duration.ofSeconds(60));
		this.sources = new InstanceSources(discovery, users, known, () -> foreignClient, RpcEvents.NONE);
		return this.sources;
	}

	@AfterEach
	void close() {
		if (this.sources != null) {
			this.sources.close();
		}
	}

	@Test
	void aBeanOfTheApplicationsOwnComesFirstThenTheConfigurationThenTheRegistry() {
		InstanceSources all = sources(List.of(this.user), this.registry, false);
		assertThat(all.find("orders", CONFIGURED).endpoints()).hasToString("[http://10.0.0.1:80]");
		assertThat(all.find("stock", CONFIGURED).endpoints()).hasToString("[http://10.0.0.2:80]");
		assertThat(all.find("stock", List.of()).endpoints()).hasToString("[http://10.0.0.3:80]");
	}

	@Test
	void ofTwoBeansTheFirstThatKnowsTheApplicationSaysIt() {
		InstanceSources all = sources(List.of((application) -> null, this.user, (application) -> at("http://10.0.0.9")),
				null, false);
		assertThat(all.find("orders", List.of()).endpoints()).hasToString("[http://10.0.0.1:80]");
	}

	@Test
	void whereNothingSaysWhereAnApplicationLivesThereIsNoSource() {
		assertThat(sources(List.of(this.user), null, false).find("stock", List.of())).isNull();
	}

	@Test
	void aUrlInAReferenceIsAskedOfNobody() {
		InstanceSources all = sources(List.of((application) -> at("http://10.0.0.9")), this.registry, false);
		assertThat(all.find("http://10.0.0.5:80", List.of()).endpoints()).hasToString("[http://10.0.0.5:80]");
	}

	@Test
	void anHttpClientOfTheApplicationsOwnLooksUpNamesItself() {
		EndpointSource source = sources(List.of(), null, true).find("orders", List.of("http://orders.invalid"));
		assertThat(source.endpoints()).hasToString("[http://orders.invalid]");
	}

	@Test
	void aSourceWithoutInstancesSpeaksHttp() {
		assertThat(InstanceSources.scheme(List::of)).isEqualTo("http");
		assertThat(InstanceSources.scheme(at("inprocess://local"))).isEqualTo("inprocess");
	}

}
