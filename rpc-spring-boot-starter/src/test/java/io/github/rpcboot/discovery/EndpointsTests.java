package io.github.rpcboot.discovery;

import java.util.List;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class EndpointsTests {

	private static final String WHERE = "rpc.endpoints.orders";

	private static EndpointSource fixed(String... urls) {
		return Endpoints.fixed(List.of(urls), WHERE);
	}

	private static RpcConfigurationException refusal(String... urls) {
		RpcConfigurationException refusal = catchThrowableOfType(RpcConfigurationException.class, () -> fixed(urls));
		assertThat(refusal).as("the refusal").isNotNull();
		return refusal;
	}

	@Test
	void aListKeepsItsOrderAndNeverChanges() {
		EndpointSource source = fixed("http://b:1", "http://a:1");

		assertThat(source.endpoints()).map(Endpoint::toString).containsExactly("http://b:1", "http://a:1");
		assertThat(source.endpoints()).isUnmodifiable().isSameAs(source.endpoints());
	}

	@Test
	void anInstanceThatIsListedTwiceIsOne() {
		assertThat(fixed("http://a:1", "http://a:1/", "http://A:1").endpoints()).hasSize(1);
	}

	@Test
	void httpAndHttpsAreOneProtocol() {
		assertThat(fixed("http://a", "https://b", "HTTPS://c").endpoints()).hasSize(3);
	}

	@Test
	void aListThatMixesProtocolsIsRefused() {
		RpcConfigurationException refusal = refusal("https://a", "inprocess://local", "http://b");

		assertThat(refusal.description())
			.isEqualTo("The list 'rpc.endpoints.orders' mixes the protocols [http, inprocess].");
		assertThat(refusal.action())
			.isEqualTo("List instances of one protocol only (http and https count as one, grpc and grpcs as well).");
	}

	@Test
	void anEmptyListIsRefused() {
		RpcConfigurationException refusal = refusal();

		assertThat(refusal.description()).isEqualTo("'rpc.endpoints.orders' lists no URL.");
		assertThat(refusal.action())
			.isEqualTo("Write at least one, for example rpc.endpoints.orders=http://localhost:8081");
	}

	@Test
	void aWrongUrlIsRefusedWithItsPlace() {
		assertThatExceptionOfType(RpcConfigurationException.class).isThrownBy(() -> fixed("http://a", "b:8080"))
			.withMessageContaining("'b:8080' in rpc.endpoints.orders is not the URL of an application.");
	}

}
