package io.github.rpcboot.protocol.grpc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.Transport.Connections;
import io.grpc.ManagedChannel;

/** The channels to the instances of one application. */
final class InstanceChannels {

	/** Instances come and go; what is kept of them must not grow for ever. */
	private static final long UNUSED = TimeUnit.MINUTES.toNanos(10);

	private final Map<Endpoint, InstanceChannel> channels = new ConcurrentHashMap<>();

	private final Function<Endpoint, ManagedChannel> maker;

	private final LongSupplier clock;

	private volatile boolean closed;

	InstanceChannels(Function<Endpoint, ManagedChannel> maker, LongSupplier clock) {
		this.maker = maker;
		this.clock = clock;
	}

	InstanceChannel get(Endpoint endpoint) {
		InstanceChannel known = this.channels.get(endpoint);
		if (known != null) {
			return known;
		}
		this.channels.forEach(this::closeIfUnused);
		InstanceChannel made = this.channels.computeIfAbsent(endpoint,
				(key) -> new InstanceChannel(this.maker.apply(key), this.clock));
		if (this.closed) {
			close();
		}
		return made;
	}

	private void closeIfUnused(Endpoint endpoint, InstanceChannel channel) {
		if (channel.idleNanos() > UNUSED && this.channels.remove(endpoint, channel)) {
			channel.close();
		}
	}

	Connections count() {
		int leased = 0;
		int idle = 0;
		int pending = 0;
		for (InstanceChannel channel : this.channels.values()) {
			int calls = channel.calls();
			if (!channel.isConnected()) {
				pending += calls;
			}
			else if (calls > 0) {
				leased++;
			}
			else {
				idle++;
			}
		}
		return new Connections(leased, idle, pending);
	}

	void close() {
		this.closed = true;
		this.channels.values().forEach(InstanceChannel::close);
		this.channels.clear();
	}

}
