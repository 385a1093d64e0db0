package io.github.rpcboot.benchmarks.dubbo;

import java.io.IOException;
import java.net.ServerSocket;

import io.github.rpcboot.chaos.Options;
import io.github.rpcboot.chaos.ProviderProcess;
import io.github.rpcboot.chaos.ProviderWork;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ServiceConfig;

/**
 * A provider by the contract of {@link ProviderProcess}. A capacity is also told to
 * Dubbo, as its limit of calls that execute at once.
 */
final class DubboProvider {

	private DubboProvider() {
	}

	public static void main(String[] args) throws Exception {
		Options options = Options.of(args);
		ProviderWork work = ProviderWork.of(options);
		FailFilter.watch(options, work.ledger());
		int port = freePort(options.number("port", 0));
		ProtocolConfig protocol = new ProtocolConfig("dubbo", port);
		protocol.setHost(Dubbo.LOOPBACK);
		Dubbo.application("books").protocol(protocol).service(service(work, options.number("capacity", 0))).start();
		ProviderProcess.ready(port);
		Thread.currentThread().join();
	}

	private static ServiceConfig<Books> service(ProviderWork work, int capacity) {
		ServiceConfig<Books> service = new ServiceConfig<>();
		service.setInterface(Books.class);
		service.setRef(new BooksBean(work));
		service.setFilter("fail");
		if (capacity > 0) {
			service.setExecutes(capacity);
		}
		return service;
	}

	private static int freePort(int port) throws IOException {
		if (port != 0) {
			return port;
		}
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
