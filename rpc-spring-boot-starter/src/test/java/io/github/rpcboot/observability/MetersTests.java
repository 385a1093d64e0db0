package io.github.rpcboot.observability;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcPeer;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.protocol.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The metrics as Prometheus reads them, the same from observations and from timers alone.
 */
@ParameterizedClass
@ValueSource(booleans = { false, true })
class MetersTests {

	private final Observed observed;

	MetersTests(boolean timersAlone) {
		this.observed = timersAlone ? Observed.byTimersAlone() : new Observed();
	}

	@Test
	void callsAttemptsAndHandlingsAreTimedInSeconds() {
		this.observed.client().echo("hello");
		assertThat(this.observed.metric("rpc_client_call_duration_seconds_count")).containsExactly(
				"rpc_client_call_duration_seconds_count{error=\"none\",error_type=\"none\",rpc_exception=\"none\","
						+ "rpc_method=\"Probe/echo\",rpc_status_code=\"OK\",rpc_system_name=\"inprocess\","
						+ "server_address=\"shop\"} 1");
		assertThat(this.observed.metric("rpc_client_attempt_duration_seconds_count")).hasSize(1)
			.allMatch((line) -> line.contains("server_address=\"shop\""));
		assertThat(this.observed.metric("rpc_server_call_duration_seconds_count")).containsExactly(
				"rpc_server_call_duration_seconds_count{error=\"none\",error_type=\"none\",rpc_exception=\"none\","
						+ "rpc_method=\"Probe/echo\",rpc_status_code=\"OK\",rpc_system_name=\"inprocess\"} 1");
	}

	@Test
	void failuresHaveTheirStatus() {
		Probe client = this.observed.client();
		assertThatThrownBy(() -> client.fail(RpcStatus.NOT_FOUND, "no")).isNotNull();
		assertThatThrownBy(() -> client.reserve("tea", 1)).isNotNull();
		assertThat(this.observed.metric("rpc_client_call_duration_seconds_count")).hasSize(2)
			.anyMatch((line) -> line.contains("error_type=\"not_found\"") && line.contains("Probe/fail"))
			.anyMatch((line) -> line.contains("error_type=\"failed_precondition\"")
					&& line.contains("rpc_exception=\"OutOfStock\""));
		assertThat(this.observed.metric("rpc_server_call_duration_seconds_count")).hasSize(2)
			.anyMatch((line) -> line.contains("error_type=\"none\"") && line.contains("rpc_status_code=\"not_found\""));
	}

	@Test
	void tenThousandNamesThatDoNotExistAddOneSeries() {
		for (int i = 0; i < 10_000; i++) {
			RpcReply reply = this.observed.services.handle(incoming("Random" + i, "name" + i));
			assertThat(reply.failure().status()).isEqualTo(RpcStatus.UNIMPLEMENTED);
		}
		assertThat(this.observed.metric("rpc_server_call_duration_seconds_count")).hasSize(1)
			.allMatch((line) -> line.contains("rpc_method=\"_OTHER\"") && line.endsWith(" 10000"));
		assertThat(this.observed.meters.scrape()).doesNotContain("Random");
	}

	private RpcCall incoming(String service, String method) {
		PayloadCodec codec = this.observed.rpc.codec();
		return RpcCall.incoming(MethodContract.unknown(service, method), codec.body(new byte[0]), RpcHeaders.empty(),
				Deadline.after(ofSeconds(10), "the test"), RpcPeer.LOCAL, new Cancellation());
	}

	@Test
	void messagesAreMeasuredUncompressed() {
		this.observed.client().echo("hello");
		int request = "{\"text\":\"hello\"}".length();
		int response = "{\"result\":\"hello\"}".length();
		assertThat(this.observed.metric("rpc_client_request_size_bytes_sum")).hasSize(1)
			.allMatch((line) -> line.contains("rpc_method=\"Probe/echo\"") && line.endsWith(" " + request + ".0"));
		assertThat(this.observed.metric("rpc_client_response_size_bytes_sum")).hasSize(1)
			.allMatch((line) -> line.endsWith(" " + response + ".0"));
		assertThat(this.observed.metric("rpc_server_response_size_bytes_sum")).hasSize(1)
			.allMatch((line) -> line.endsWith(" " + response + ".0"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "99999999999", "-5", "+5", "5.0", "", "many" })
	void aLengthThatIsNoneIsNotMeasured(String announced) {
		assertThat(this.observed.services.handle(echo(announced)).failure()).isNull();
		assertThat(this.observed.metric("rpc_server_request_size_bytes_count")).allMatch((line) -> line.endsWith(" 0"));
		assertThat(this.observed.services.handle(echo("12345")).failure()).isNull();
		assertThat(this.observed.metric("rpc_server_request_size_bytes_sum")).hasSize(1)
			.allMatch((line) -> line.endsWith(" 12345.0"));
	}

	@Test
	void sizesAreKeptApartByProtocol() {
		this.observed.services.handle(echo("5", RpcPeer.LOCAL));
		this.observed.services.handle(echo("5", new RpcPeer("10.0.0.1", null)));
		assertThat(this.observed.metric("rpc_server_request_size_bytes_count"))
			.anyMatch((line) -> line.contains("inprocess") && line.endsWith(" 1"))
			.anyMatch((line) -> line.contains("connectrpc") && line.endsWith(" 1"));
	}

	private RpcCall echo(String length) {
		return echo(length, RpcPeer.LOCAL);
	}

	private RpcCall echo(String length, RpcPeer peer) {
		PayloadCodec codec = this.observed.rpc.codec();
		MethodContract method = this.observed.services.find("Probe", "echo");
		return RpcCall.incoming(method, codec.body("{\"text\":\"hello\"}".getBytes(StandardCharsets.UTF_8)),
				RpcHeaders.ofPairs(List.of("content-length", length)), Deadline.after(ofSeconds(10), "the test"), peer,
				new Cancellation());
	}

	@Test
	void attemptsAreCountedPerCall() {
		Probe client = this.observed.client((call, next) -> {
			next.handle(call);
			return next.handle(call);
		});
		client.echo("hello");
		assertThat(this.observed.metric("rpc_client_call_attempts_sum")).hasSize(1)
			.allMatch((line) -> line.endsWith(" 2.0"));
		assertThat(this.observed.metric("rpc_client_call_attempts_count")).allMatch((line) -> line.endsWith(" 1"));
	}

	@Test
	void callsInFlightAreGauged() throws InterruptedException {
		Probe client = this.observed.client();
		CompletableFuture<String> hanging = CompletableFuture.supplyAsync(() -> client.hang("hello"));
		this.observed.bean.awaitEntered();
		assertThat(this.observed.metric("rpc_client_calls_active"))
			.containsExactly("rpc_client_calls_active{server_address=\"shop\"} 1.0");
		this.observed.bean.release();
		assertThat(hanging.join()).isEqualTo("hello");
		assertThat(this.observed.metric("rpc_client_calls_active"))
			.containsExactly("rpc_client_calls_active{server_address=\"shop\"} 0.0");
	}

	@Test
	void connectionsAreGaugedWhereTheTransportHasSome() {
		Transport transport = new Pooled();
		this.observed.observability.attempts("shop", transport);
		assertThat(this.observed.metric("rpc_client_connections")).containsExactlyInAnyOrderElementsOf(
				List.of("rpc_client_connections{server_address=\"shop\",state=\"leased\"} 3.0",
						"rpc_client_connections{server_address=\"shop\",state=\"idle\"} 2.0",
						"rpc_client_connections{server_address=\"shop\",state=\"pending\"} 1.0"));
		assertThat(transport.connections()).isNotNull();
	}

	@Test
	void aTransportWithoutConnectionsHasNoGauge() {
		this.observed.client();
		assertThat(this.observed.metric("rpc_client_connections")).isEmpty();
	}

	private static final class Pooled implements Transport {

		@Override
		public RpcReply send(RpcCall call, Endpoint endpoint) {
			throw new UnsupportedOperationException();
		}

		@Override
		public PayloadCodec codec() {
			throw new UnsupportedOperationException();
		}

		@Override
		public Connections connections() {
			return new Connections(3, 2, 1);
		}

	}

}
