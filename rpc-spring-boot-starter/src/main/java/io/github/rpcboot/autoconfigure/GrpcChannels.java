package io.github.rpcboot.autoconfigure;

import java.util.List;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.grpc.GrpcTransport;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.grpc.client.ChannelBuilderOptions;
import org.springframework.grpc.client.ChannelCredentialsProvider;
import org.springframework.grpc.client.ClientInterceptorFilter;
import org.springframework.grpc.client.GrpcChannelFactory;

/**
 * Channels of Spring Boot's factory, with its interceptors and settings. The scheme of a
 * URL says whether a channel is encrypted; the factory knows targets by their names only,
 * so it is told on the thread that makes a channel.
 */
final class GrpcChannels implements GrpcClients {

	private final ObjectProvider<GrpcChannelFactory> factory;

	private final PayloadCodec codec;

	private final int responseLimit;

	private final ThreadLocal<Endpoint> making = new ThreadLocal<>();

	private final ThreadLocal<SslBundle> makingWith = new ThreadLocal<>();

	GrpcChannels(ObjectProvider<GrpcChannelFactory> factory, PayloadCodec codec, int responseLimit) {
		this.factory = factory;
		this.codec = codec;
		this.responseLimit = responseLimit;
	}

	@Override
	public Transport create(boolean compress, @Nullable SslBundle bundle) {
		GrpcChannelFactory channels = this.factory.getObject();
		GrpcTransport.Settings settings = new GrpcTransport.Settings(this.responseLimit, compress);
		return GrpcTransport.over((endpoint) -> make(channels, endpoint, settings, bundle), this.codec, settings);
	}

	/** The factory keeps a plain list of its channels, and first calls come at once. */
	private synchronized ManagedChannel make(GrpcChannelFactory channels, Endpoint endpoint,
			GrpcTransport.Settings settings, @Nullable SslBundle bundle) {
		this.making.set(endpoint);
		if (bundle != null) {
			this.makingWith.set(bundle);
		}
		try {
			return channels.createChannel(GrpcTransport.target(endpoint),
					ChannelBuilderOptions.defaults()
						.withInterceptors(List.of(GrpcTransport.interceptor()))
						.withCustomizer((name, builder) -> GrpcTransport.configure(builder, endpoint, settings)));
		}
		finally {
			this.making.remove();
			this.makingWith.remove();
		}
	}

	/**
	 * Which interceptors the factory is to take.
	 * @param observers know what our chain does already
	 */
	ClientInterceptorFilter interceptors(ObjectProvider<GrpcObservers> observers) {
		return (interceptor) -> this.making.get() == null
				|| observers.stream().noneMatch((known) -> known.observes(interceptor));
	}

	/** What the factory is to ask: ours for our channels, its own for all others. */
	ChannelCredentialsProvider credentials(ChannelCredentialsProvider usual) {
		return (target) -> {
			Endpoint endpoint = this.making.get();
			if (endpoint == null) {
				return usual.getChannelCredentials(target);
			}
			return endpoint.scheme().equals("grpcs") ? encrypted(usual.getChannelCredentials(target))
					: InsecureChannelCredentials.create();
		};
	}

	private ChannelCredentials encrypted(ChannelCredentials usual) {
		SslBundle bundle = this.makingWith.get();
		if (bundle != null) {
			return TlsChannelCredentials.newBuilder()
				.trustManager(bundle.getManagers().getTrustManagers())
				.keyManager(bundle.getManagers().getKeyManagers())
				.build();
		}
		return (usual instanceof InsecureChannelCredentials) ? TlsChannelCredentials.create() : usual;
	}

}
