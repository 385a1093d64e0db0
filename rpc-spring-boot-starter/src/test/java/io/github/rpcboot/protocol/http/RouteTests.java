package io.github.rpcboot.protocol.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Routes are the keys of the connections that wait to be used. */
class RouteTests {

	@Test
	void theAddressesOfOneNameDoNotShareAHash() throws UnknownHostException {
		Set<Integer> hashes = new HashSet<>();
		for (int i = 0; i < 200; i++) {
			InetAddress address = InetAddress.getByAddress(new byte[] { 10, 0, 0, (byte) i });
			Route route = Route.of(URI.create("http://shop:8080/rpc"), address);
			assertThat(route).isEqualTo(Route.of(URI.create("http://shop:8080"), address))
				.hasSameHashCodeAs(Route.of(URI.create("http://shop:8080"), address));
			hashes.add(route.hashCode());
		}
		assertThat(hashes).hasSize(200);
	}

}
