package io.github.rpcboot.call;

import io.github.rpcboot.RpcConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class EndpointTests {

	private static final String WHERE = "rpc.endpoints.orders";

	@ParameterizedTest
	@CsvSource({ "http://localhost:8081,http,http://localhost:8081", "HTTPS://a.example,https,HTTPS://a.example",
			"http://localhost:8081/,http,http://localhost:8081", "' http://a/context ',http,http://a/context",
			"inprocess://local,inprocess,inprocess://local", "http://[::1]:8080,http,http://[::1]:8080" })
	void aUrlIsTheRootOfAnApplication(String url, String scheme, String printed) {
		Endpoint endpoint = Endpoint.parse(url, WHERE);

		assertThat(endpoint.scheme()).isEqualTo(scheme);
		assertThat(endpoint).hasToString(printed);
	}

	@Test
	void endpointsAreComparedByTheirUrl() {
		assertThat(Endpoint.parse("http://a:1/", WHERE)).isEqualTo(Endpoint.parse("http://A:1", "elsewhere"))
			.hasSameHashCodeAs(Endpoint.parse("http://A:1", "elsewhere"))
			.isNotEqualTo(Endpoint.parse("http://a:2", WHERE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost:8081", "/rpc", "http:/a", "http:a", "", "mailto:a" })
	void whatHasNoProtocolOrHostIsRefused(String url) {
		RpcConfigurationException refusal = refusal(url);

		assertThat(refusal.description())
			.isEqualTo("'" + url + "' in rpc.endpoints.orders is not the URL of an application.");
		assertThat(refusal.action())
			.isEqualTo("Write it with its protocol and host, for example 'http://localhost:8081'.");
	}

	@Test
	void whatIsNoUrlIsRefused() {
		RpcConfigurationException refusal = refusal("http://a b");

		assertThat(refusal.description()).startsWith("'http://a b' in rpc.endpoints.orders is not a URL: ")
			.endsWith(".");
		assertThat(refusal.action()).isEqualTo("Write it like 'http://localhost:8081'.");
	}

	@Test
	void aPortThatDoesNotExistIsRefused() {
		RpcConfigurationException refusal = refusal("http://localhost:99999");

		assertThat(refusal.description())
			.isEqualTo("'http://localhost:99999' in rpc.endpoints.orders has a port above 65535.");
		assertThat(refusal.action()).isEqualTo("Write the port that the application listens on.");
	}

	@ParameterizedTest
	@CsvSource({ "http://user:s3cret@host:1,http://…@host:1", "http://host?token=s3cret,http://host?…",
			"http://host/path#s3cret,http://host/path?…" })
	void aUserAQueryAndAFragmentAreRefused(String url, String printed) {
		RpcConfigurationException refusal = refusal(url);

		assertThat(refusal.description())
			.isEqualTo("'" + printed + "' in rpc.endpoints.orders holds a user, a query or a"
					+ " fragment, which the URL of an application cannot have.");
		assertThat(refusal.action())
			.isEqualTo("Leave it out. A token belongs under 'rpc.consumer.targets.<application>.token'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://user:s3cret@host", "http://user:s3cret@", "http://user:s3@cret@host",
			"http://user:s3/cret@host", "http://user:s3?cret@host", "http://user:s3#cret@host", "user:s3cret@host:8080",
			"http:user:s3cret@host", "http://user:s3 cret@host", "http://host?token=s3@cret", "http://host/#s3@cret",
			"http://host?a\ns3cret" })
	void credentialsAreNeverPrinted(String url) {
		assertThat(refusal(url)).message().doesNotContain("s3", "cret", "user:");
	}

	private static RpcConfigurationException refusal(String url) {
		RpcConfigurationException refusal = catchThrowableOfType(RpcConfigurationException.class,
				() -> Endpoint.parse(url, WHERE));
		assertThat(refusal).as("the refusal of " + url).isNotNull().hasNoCause();
		return refusal;
	}

}
