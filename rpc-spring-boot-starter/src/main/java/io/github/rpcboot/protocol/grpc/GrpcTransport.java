package io.github.rpcboot.protocol.grpc;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.google.common.util.concurrent.MoreExecutors;
import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.CallThreads;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.contract.MethodContract;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The consuming side of gRPC: one channel for each instance, since the choice among them
 * and the repeats of a call are made elsewhere. The thread of a call waits for its
 * answer.
 *
 * @since 0.1.0
 */
public final class GrpcTransport implements Transport {

	/** The port that Spring Boot's server has where nothing else is said. */
	private static final int PORT = 9090;

	private final InstanceChannels channels;

	private final PayloadCodec codec;

	private final Settings settings;

	private static final ClientInterceptor INTERCEPTOR = new DeadlineInHead();

	private final Bytes requests = new Bytes(Integer.MAX_VALUE);

	private final Bytes responses;

	private final Map<MethodContract, MethodDescriptor<byte[], byte[]>> methods = new ConcurrentHashMap<>();

	/** Where messages go both ways, answers are not read on the thread that sends. */
	private final Executor writers = CallThreads.create("rpc-grpc-send-");

	/** What waits for an answer does nothing but wake the thread of its call. */
	private final CallOptions options;

	private GrpcTransport(Function<Endpoint, ManagedChannel> channels, PayloadCodec codec, Settings settings) {
		this.channels = new InstanceChannels(channels, System::nanoTime);
		this.codec = codec;
		this.settings = settings;
		this.responses = new Bytes(settings.responseLimit());
		CallOptions usual = CallOptions.DEFAULT.withExecutor(MoreExecutors.directExecutor());
		this.options = settings.compress() ? usual.withCompression("gzip") : usual;
	}

	/**
	 * Makes a transport.
	 * @param channels makes a channel to an instance, to {@link #target} and with what
	 * {@link #configure} sets; asked at the first call of an instance
	 * @param codec how messages are encoded
	 * @param settings limits of the target
	 * @return a transport, which closes the channels that it has asked for
	 */
	public static GrpcTransport over(Function<Endpoint, ManagedChannel> channels, PayloadCodec codec,
			Settings settings) {
		return new GrpcTransport(channels, codec, settings);
	}

	/**
	 * Where a channel to an instance goes.
	 * @param endpoint the instance
	 * @return host and port, of which the host is an address if one was looked up
	 */
	public static String target(Endpoint endpoint) {
		InetAddress address = endpoint.address();
		if (address == null) {
			return place(endpoint.url());
		}
		String host = address.getHostAddress();
		return (host.contains(":") ? "[" + host + "]" : host) + ":" + port(endpoint.url());
	}

	/**
	 * Sets what a channel of this transport needs: one address, no repeats of its own, no
	 * configuration from the network, and room for the largest answer.
	 * @param builder makes the channel
	 * @param endpoint the instance that it goes to
	 * @param settings limits of the target
	 */
	public static void configure(ManagedChannelBuilder<?> builder, Endpoint endpoint, Settings settings) {
		int most = settings.responseLimit();
		builder.disableRetry().disableServiceConfigLookUp();
		builder.defaultLoadBalancingPolicy("pick_first");
		builder.maxInboundMessageSize((most < Integer.MAX_VALUE) ? most + 1 : most);
		if (endpoint.address() != null) {
			builder.overrideAuthority(place(endpoint.url()));
		}
		ConnectTime.limit(builder);
	}

	/**
	 * What a channel of this transport does for it, behind all other interceptors.
	 * @return an interceptor
	 */
	public static ClientInterceptor interceptor() {
		return INTERCEPTOR;
	}

	static String place(URI url) {
		return url.getHost() + ":" + port(url);
	}

	private static int port(URI url) {
		return (url.getPort() >= 0) ? url.getPort() : PORT;
	}

	@Override
	public PayloadCodec codec() {
		return this.codec;
	}

	@Override
	public @Nullable Connections connections() {
		return this.channels.count();
	}

	@Override
	public void close() {
		this.channels.close();
	}

	@Override
	public RpcReply send(RpcCall call, Endpoint endpoint) {
		if (call.cancellation().isCanceled() || Thread.currentThread().isInterrupted()) {
			return RpcReply.failure(GrpcFailures.canceled(false));
		}
		byte[] body = call.encoded(this.codec);
		Metadata metadata = new Metadata();
		String refused = MetadataHeaders.addTo(metadata, call.headers());
		if (refused != null) {
			return RpcReply.failure(RpcFailure.over(RpcStatus.INVALID_ARGUMENT, "The header '" + refused
					+ "' cannot travel over gRPC. Its name may have letters, digits, '-', '_' and '.' only, and a value"
					+ " behind '-bin' is base64.", false));
		}
		metadata.put(GrpcProtocol.ATTEMPT, Integer.toString(call.attempts().size()));
		InstanceChannel channel = this.channels.get(endpoint);
		if (isRepeated(call, endpoint)) {
			channel.renew();
		}
		RpcStreams streams = call.streams();
		if (streams != null) {
			return stream(call, streams, endpoint, channel, metadata);
		}
		return new UnaryExchange(call, endpoint, channel, this.settings.responseLimit()).run(method(call.method()),
				this.options, metadata, body);
	}

	/** Without a total neither side ends anything by time alone. */
	private RpcReply stream(RpcCall call, RpcStreams streams, Endpoint endpoint, InstanceChannel channel,
			Metadata metadata) {
		Deadline total = streams.times().total();
		StreamExchange.Plan plan = new StreamExchange.Plan(method(call.method()),
				total.isBounded() ? options(total) : this.options, this.codec.forMethod(call.method()),
				this.settings.responseLimit());
		return new StreamExchange(call, streams, endpoint, channel, plan).run(metadata, call.encoded(this.codec),
				this.writers);
	}

	/** What broke may be the connection, or the process behind it. */
	private static boolean isRepeated(RpcCall call, Endpoint endpoint) {
		List<Endpoint> attempts = call.attempts();
		return attempts.size() > 1 && attempts.indexOf(endpoint) < attempts.size() - 1;
	}

	private CallOptions options(Deadline deadline) {
		return this.options.withDeadlineAfter(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
	}

	private MethodDescriptor<byte[], byte[]> method(MethodContract method) {
		MethodDescriptor<byte[], byte[]> known = this.methods.get(method);
		return (known != null) ? known : this.methods.computeIfAbsent(method, this::describe);
	}

	private MethodDescriptor<byte[], byte[]> describe(MethodContract method) {
		return MethodDescriptor.newBuilder(this.requests, this.responses)
			.setFullMethodName(
					MethodDescriptor.generateFullMethodName(method.service(), GrpcProtocol.methodName(method)))
			.setType(GrpcProtocol.type(method))
			.setIdempotent(method.idempotency() != Idempotency.UNKNOWN)
			.build();
	}

	/**
	 * Limits of one target.
	 *
	 * @param responseLimit the most decoded bytes of an answer
	 * @param compress whether to gzip requests
	 * @since 0.1.0
	 */
	public record Settings(int responseLimit, boolean compress) {
	}

}
