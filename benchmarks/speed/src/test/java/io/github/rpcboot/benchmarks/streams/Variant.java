package io.github.rpcboot.benchmarks.streams;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.github.rpcboot.benchmarks.speed.Child;

/**
 * A product, in one of its ways.
 *
 * @param title in tables
 * @param module the module of the benchmarks whose class path it has
 * @param prefix of its two programs
 * @param server which way the server goes
 * @param client which way the client goes
 */
record Variant(String title, String module, String prefix, String server, String client) {

	private static final Path LOGS = Path.of("target", "streams");

	/** With which all others are compared. */
	static final Variant OURS = ours("this project over gRPC", "grpc");

	private static final Variant OVER_HTTP = ours("this project over HTTP", "http");

	private static final Variant HASTY = stubs("generated asynchronous stub, server without flow control", "hasty",
			"async");

	/** For streams of small messages. */
	static final List<Variant> SPEED = List.of(OURS, OVER_HTTP,
			stubs("generated blocking stub (Iterator)", "waiting", "blocking"),
			stubs("generated blocking V2 stub", "waiting", "v2"),
			stubs("generated asynchronous stub", "waiting", "async"), HASTY,
			stubs("generated asynchronous stub, directExecutor on both sides", "direct", "direct"));

	/** For readers that rest. */
	static final List<Variant> MEMORY = List.of(OURS, OVER_HTTP,
			stubs("generated stubs, isReady and setOnReadyHandler", "waiting", "blocking"),
			stubs("generated stubs without flow control", "hasty", "hasty"));

	private static Variant ours(String title, String way) {
		return new Variant(title, "ours-grpc", "io.github.rpcboot.benchmarks.oursgrpc.OursStream", way, way);
	}

	private static Variant stubs(String title, String server, String client) {
		return new Variant(title, "grpc", "io.github.rpcboot.benchmarks.grpc.GrpcStream", server, client);
	}

	/** Starts both processes. */
	Running start() throws IOException {
		Child server = start("server", this.server, "0");
		String port = server.await(Child.READY);
		Child client = start("client", this.client, port);
		client.await(Child.READY);
		return new Running(this, server, client);
	}

	private Child start(String role, String way, String port) throws IOException {
		String program = this.prefix + (role.equals("server") ? "Server" : "Client");
		String log = String.join("-", this.module, this.server, this.client, role) + ".log";
		return Child.start(StreamProcess.class, classPath(), Child.nativeAccess(), LOGS.resolve(log), role, program,
				way, port);
	}

	private String classPath() {
		String classPath = System.getProperty("peers." + this.module);
		if (classPath == null) {
			throw new IllegalStateException("The class path of '" + this.module + "' is not given.");
		}
		return classPath;
	}

	/** Its two processes. */
	record Running(Variant variant, Child server, Child client) implements AutoCloseable {

		/** Fails where the process says that it has failed. */
		static String ask(Child child, String command) throws IOException {
			String answer = child.ask(command);
			if (answer.startsWith(StreamProcess.FAILED)) {
				throw new IllegalStateException(answer);
			}
			return answer;
		}

		@Override
		public void close() {
			this.client.close();
			this.server.close();
		}

	}

}
