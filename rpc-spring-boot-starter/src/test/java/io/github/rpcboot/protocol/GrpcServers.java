package io.github.rpcboot.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.call.CallThreads;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.protocol.grpc.GrpcDrain;
import io.github.rpcboot.protocol.grpc.GrpcRpcEndpoint;
import io.github.rpcboot.protocol.grpc.GrpcTransport;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;

/**
 * A server of grpc-java on a free port of the loopback address, with the settings that
 * the roof gives it, and the transport to it.
 */
public final class GrpcServers implements AutoCloseable {

	private final Server server;

	private final GrpcDrain drain;

	private GrpcServers(Server server, GrpcDrain drain) {
		this.server = server;
		this.drain = drain;
	}

	public static GrpcServers start(TestRpc rpc, RpcServices services) {
		return start(rpc, services, false);
	}

	public static GrpcServers start(TestRpc rpc, RpcServices services, boolean exactNames) {
		return start(rpc, services, exactNames, RpcStreams.IDLE);
	}

	public static GrpcServers start(TestRpc rpc, RpcServices services, boolean exactNames, Duration streamIdle) {
		return start(rpc, services, exactNames, streamIdle, Duration.ofSeconds(30));
	}

	public static GrpcServers start(TestRpc rpc, RpcServices services, boolean exactNames, Duration streamIdle,
			Duration timeout) {
		GrpcDrain drain = GrpcDrain.create();
		GrpcRpcEndpoint.Settings settings = new GrpcRpcEndpoint.Settings(timeout, "rpc.provider.timeout", rpc.limits(),
				exactNames, GrpcRpcEndpoint.ServerParts.none(), streamIdle);
		NettyServerBuilder builder = NettyServerBuilder
			.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.executor(CallThreads.create("grpc-test-"))
			.maxInboundMessageSize(rpc.limits().requestBytes() + 1);
		GrpcRpcEndpoint.serve(GrpcRpcEndpoint.registry(services, rpc.codec(), settings, drain), builder);
		try {
			return new GrpcServers(builder.build().start(), drain);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static GrpcTransport transport(TestRpc rpc) {
		return transport(rpc, false);
	}

	public static GrpcTransport transport(TestRpc rpc, boolean compress) {
		GrpcTransport.Settings settings = new GrpcTransport.Settings(rpc.limits().responseBytes(), compress);
		return GrpcTransport.over((endpoint) -> channel(endpoint, settings), rpc.codec(), settings);
	}

	private static ManagedChannel channel(Endpoint endpoint, GrpcTransport.Settings settings) {
		NettyChannelBuilder builder = NettyChannelBuilder.forTarget(GrpcTransport.target(endpoint));
		if (endpoint.scheme().equals("grpc")) {
			builder.usePlaintext();
		}
		builder.intercept(GrpcTransport.interceptor());
		GrpcTransport.configure(builder, endpoint, settings);
		return builder.build();
	}

	public Endpoint endpoint() {
		return Endpoint.parse("grpc://127.0.0.1:" + port(), "the test");
	}

	public int port() {
		return this.server.getPort();
	}

	public GrpcDrain drain() {
		return this.drain;
	}

	public Server server() {
		return this.server;
	}

	@Override
	public void close() {
		try {
			this.server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
