package io.github.rpcboot.autoconfigure;

import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;

/** How many calls the web server can run at a time, and have threads left to refuse. */
final class ServerThreads {

	private static final int DEFAULT_THREADS = 200;

	private static final int WITH_VIRTUAL_THREADS = 1024;

	private static final double SHARE = 0.85;

	private final Environment environment;

	ServerThreads(Environment environment) {
		this.environment = environment;
	}

	int calls() {
		return isUnbounded() ? WITH_VIRTUAL_THREADS : Math.max(1, (int) (threads() * SHARE));
	}

	boolean isUnbounded() {
		return Threading.VIRTUAL.isActive(this.environment);
	}

	int threads() {
		Integer tomcat = this.environment.getProperty("server.tomcat.threads.max", Integer.class);
		return (tomcat != null) ? tomcat
				: this.environment.getProperty("server.jetty.threads.max", Integer.class, DEFAULT_THREADS);
	}

}
