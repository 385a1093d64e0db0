package io.github.rpcboot.benchmarks.speed;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A product, in one of its ways.
 *
 * @param name the name in tables
 * @param server the server's program
 * @param client the client's program
 * @param variant which way
 */
record Peer(String name, Program server, Program client, String variant) {

	private static final String PACKAGE = "io.github.rpcboot.benchmarks.";

	/** The default path of this project. */
	static final String OURS = "ours";

	/** The engine of the default path without anything around it. */
	static final String BARE = "ours-bare";

	/** This project, with nothing changed but the URL. */
	static final String GRPC = "ours-grpc";

	static final String TLS = "ours-tls";

	static final List<Peer> ALL = List.of(peer(OURS, OURS, "Ours", "default"), peer(TLS, OURS, "Ours", "tls"),
			overGrpc(), peer(BARE, OURS, "Bare", "default"), peer("raw", OURS, "Raw", "default"),
			peer("openfeign", "openfeign", "OpenFeign", "default"),
			peer("openfeign-hc5", "openfeign", "OpenFeign", "hc5"), httpService("http-service-hc5", "hc5"),
			httpService("http-service-jdk", "jdk"), peer("grpc", "grpc", "Grpc", "default"),
			peer("grpc-direct", "grpc", "Grpc", "direct"), peer("grpc-virtual", "grpc", "Grpc", "virtual"),
			peer("dubbo-hessian2", "dubbo", "Dubbo", "hessian2"),
			peer("dubbo-fastjson2", "dubbo", "Dubbo", "fastjson2"), peer("dubbo-tri", "dubbo", "Dubbo", "tri"),
			peer("armeria-h2c", "armeria", "Armeria", "h2c"), peer("armeria-h1", "armeria", "Armeria", "h1c"));

	private static Peer peer(String name, String module, String prefix, String variant) {
		return new Peer(name, program(module, prefix + "SpeedServer"), program(module, prefix + "SpeedClient"),
				variant);
	}

	private static Peer overGrpc() {
		String prefix = PACKAGE + "oursgrpc.OursGrpc";
		return new Peer(GRPC, new Program(GRPC, prefix + "SpeedServer"), new Program(GRPC, prefix + "SpeedClient"),
				"default");
	}

	/** Its server is that of OpenFeign: plain Spring MVC. */
	private static Peer httpService(String name, String variant) {
		return new Peer(name, program("openfeign", "OpenFeignSpeedServer"),
				program("httpservice", "HttpServiceSpeedClient"), variant);
	}

	private static Program program(String module, String simpleName) {
		return new Program(module, PACKAGE + module + "." + simpleName);
	}

	static Peer named(String name) {
		Optional<Peer> found = ALL.stream().filter((peer) -> peer.name.equals(name)).findAny();
		return found.orElseThrow(() -> new IllegalArgumentException(
				"There is no peer '" + name + "'. There are " + ALL.stream().map(Peer::name).toList() + "."));
	}

	static List<Peer> named(String[] names) {
		return Arrays.stream(names).map(Peer::named).toList();
	}

	/**
	 * Half of a product.
	 *
	 * @param module the module of the benchmarks whose class path it has
	 * @param type its class
	 */
	record Program(String module, String type) {

		String classPath() {
			String classPath = System.getProperty("peers." + this.module);
			if (classPath == null) {
				throw new IllegalStateException("The class path of '" + this.module + "' is not given.");
			}
			return classPath;
		}

	}

}
