package io.github.rpcboot.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** Applications of tests that serve gRPC, on a free port of the loopback address. */
public final class GrpcApplication {

	private GrpcApplication() {
	}

	/**
	 * Starts an application that serves gRPC and nothing else.
	 * @param configuration its configuration class
	 * @param properties its settings
	 * @return the application
	 */
	public static RunningApplication start(Class<?> configuration, String... properties) {
		return RunningApplication.withoutWeb(configuration, with(properties));
	}

	/**
	 * Starts a web application that serves gRPC too.
	 * @param configuration its configuration class
	 * @param properties its settings
	 * @return the application
	 */
	public static RunningApplication startWithWeb(Class<?> configuration, String... properties) {
		return RunningApplication.web(configuration, with(properties));
	}

	static String[] with(String... properties) {
		List<String> all = new ArrayList<>(
				List.of("spring.grpc.server.enabled=true", "spring.grpc.server.address=127.0.0.1",
						"spring.grpc.server.port=0", "spring.grpc.server.shutdown.grace-period=5"));
		all.addAll(Arrays.asList(properties));
		return all.toArray(String[]::new);
	}

	/**
	 * Starts an application that only calls.
	 * @param configuration its configuration class
	 * @param properties its settings
	 * @return the application
	 */
	public static RunningApplication client(Class<?> configuration, String... properties) {
		return RunningApplication.withoutWeb(configuration, properties);
	}

	/**
	 * Where an application serves gRPC.
	 * @param application the application
	 * @return the port
	 */
	public static int port(RunningApplication application) {
		return application.bean(GrpcServerLifecycle.class).getPort();
	}

	static String url(RunningApplication application) {
		return "grpc://127.0.0.1:" + port(application);
	}

}
