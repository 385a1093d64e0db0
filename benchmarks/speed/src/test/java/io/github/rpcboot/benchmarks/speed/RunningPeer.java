package io.github.rpcboot.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The two processes of a product. */
final class RunningPeer implements AutoCloseable {

	private final Peer peer;

	private final Child server;

	private final Child client;

	private RunningPeer(Peer peer, Child server, Child client) {
		this.peer = peer;
		this.server = server;
		this.client = client;
	}

	static RunningPeer start(Peer peer, Path logs) throws IOException {
		String classPath = System.getProperty("peers." + peer.module());
		if (classPath == null) {
			throw new IllegalStateException("The class path of '" + peer.module() + "' is not given.");
		}
		List<String> options = options(peer.module());
		Child server = Child.start(peer.name() + "-server", classPath, options,
				logs.resolve(peer.name() + "-server.log"), "server", peer.server(), peer.variant());
		String port = server.await(PeerProcess.READY);
		Child client = Child.start(peer.name() + "-client", classPath, options,
				logs.resolve(peer.name() + "-client.log"), "client", peer.client(), peer.variant(), port);
		client.await(PeerProcess.READY);
		return new RunningPeer(peer, server, client);
	}

	/**
	 * What the newer JVMs ask for, which the older ones do not know, and what Dubbo does.
	 */
	private static List<String> options(String module) {
		List<String> options = new ArrayList<>();
		if (Runtime.version().feature() >= 24) {
			options.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
		}
		if (module.equals("dubbo")) {
			options.addAll(List.of("--add-opens", "java.base/java.math=ALL-UNNAMED", "--add-opens",
					"java.base/java.lang=ALL-UNNAMED"));
		}
		return options;
	}

	Measurement measure(Operation operation, int callers, boolean virtual, long millis) throws IOException {
		long before = Long.parseLong(this.server.ask("cpu"));
		Measurement seen = Measurement.parse(this.client.ask("measure " + operation.title() + " " + callers + " "
				+ (virtual ? "virtual" : "platform") + " " + millis));
		return seen.withServerCpu(Long.parseLong(this.server.ask("cpu")) - before);
	}

	String name() {
		return this.peer.name();
	}

	@Override
	public void close() {
		this.client.close();
		this.server.close();
	}

}
