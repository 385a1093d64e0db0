package io.github.rpcboot.discovery;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * A registry that a test fills, empties and breaks.
 */
public final class FakeRegistry implements DiscoveryClient {

	public final List<ServiceInstance> instances = new CopyOnWriteArrayList<>();

	public final List<String> asked = new CopyOnWriteArrayList<>();

	public volatile boolean down;

	public static ServiceInstance instance(String host, int port, boolean secure) {
		return new DefaultServiceInstance(host + port, "orders", host, port, secure, Map.of("contextPath", "/shop"));
	}

	static ServiceInstance instance(String uri) {
		return new DefaultServiceInstance("1", "orders", "host", 1, false) {

			private static final long serialVersionUID = 1L;

			@Override
			public URI getUri() {
				return (uri != null) ? URI.create(uri) : null;
			}

		};
	}

	@Override
	public String description() {
		return "Fake";
	}

	@Override
	public List<ServiceInstance> getInstances(String application) {
		this.asked.add(application);
		if (this.down) {
			throw new IllegalStateException("down");
		}
		return new ArrayList<>(this.instances);
	}

	@Override
	public List<String> getServices() {
		return List.of("orders");
	}

}
