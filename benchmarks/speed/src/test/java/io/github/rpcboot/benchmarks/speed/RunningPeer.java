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
		Child server = start(peer, "server", peer.server(), logs, "0");
		String port = server.await(Child.READY);
		Child client = start(peer, "client", peer.client(), logs, port);
		client.await(Child.READY);
		return new RunningPeer(peer, server, client);
	}

	private static Child start(Peer peer, String role, Peer.Program program, Path logs, String port)
			throws IOException {
		return Child.start(PeerProcess.class, program.classPath(), options(program.module()),
				logs.resolve(peer.name() + "-" + role + ".log"), role, program.type(), peer.variant(), port);
	}

	/** What the newer JVMs ask for, and what Dubbo does. */
	private static List<String> options(String module) {
		List<String> options = new ArrayList<>(Child.nativeAccess());
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

	/** How long the compilers of both processes have worked, in milliseconds. */
	long compilationMillis() throws IOException {
		return Long.parseLong(this.server.ask("compiled")) + Long.parseLong(this.client.ask("compiled"));
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
