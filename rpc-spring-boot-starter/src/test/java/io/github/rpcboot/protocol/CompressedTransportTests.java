package io.github.rpcboot.protocol;

import java.time.Duration;

import feign.Client;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.http.HttpTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Targets with gzip both ways, over both kinds of client.
 */
class CompressedTransportTests {

	private final TestRpc rpc = new TestRpc();

	private final RpcTomcat tomcat = RpcTomcat.start(this.rpc, this.rpc.services(new ProbeBean(), Probe.class));

	private final HttpTransport.Settings settings = new HttpTransport.Settings("/rpc", true,
			this.rpc.limits().responseBytes());

	@AfterEach
	void stop() {
		this.tomcat.close();
	}

	@Test
	void messagesOfEverySizeArrive() {
		check(HttpClients.sockets(this.rpc, this.settings));
	}

	@Test
	void messagesOfEverySizeArriveOverApachesClient() {
		check(HttpTransport.over(HttpClients.create(), this.rpc.codec(), this.rpc.errors(), this.settings));
	}

	@Test
	void messagesOfEverySizeArriveOverFeignWhichDecompressesByItself() {
		check(HttpTransport.over(new Client.Default(null, null), this.rpc.codec(), this.rpc.errors(), this.settings));
	}

	private void check(Transport transport) {
		try (transport) {
			Probe probe = this.rpc.client(Probe.class, transport, this.tomcat.endpoint(), Duration.ofSeconds(10));
			assertThat(probe.echo("small")).isEqualTo("small");
			assertThat(probe.echo("x".repeat(5000))).hasSize(5000);
			assertThat(probe.text(65536 - 13)).hasSize(65536 - 13);
			probe.nothing();
		}
	}

}
