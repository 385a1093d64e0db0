package io.github.rpcboot.peers.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.testing.integration.TestServiceImpl;

/**
 * Runs the official service on a free port of the loopback address, which its own program
 * cannot tell, until the input ends. Prints the port.
 */
final class InteropServer {

	private InteropServer() {
	}

	public static void main(String[] arguments) throws IOException {
		ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
		Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.addService(ServerInterceptors.intercept(
					ServerInterceptors.intercept(new TestServiceImpl(executor), TestServiceImpl.interceptors()),
					new AnswerInKind()))
			.build()
			.start();
		System.out.println("PORT " + server.getPort());
		while (System.in.read() >= 0) {
			continue;
		}
		System.exit(0);
	}

}
