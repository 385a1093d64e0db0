package io.github.rpcboot.benchmarks.dubbo;

import java.util.logging.Level;
import java.util.logging.Logger;

import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * What both sides set up alike: no registry, no console, and no log, since it would carry
 * a stack trace per refused call.
 */
final class Dubbo {

	/** 127.0.0.1 as one number: Dubbo replaces every address that is written 127.*. */
	static final String LOOPBACK = "2130706433";

	/**
	 * Held, since the logging of the JDK forgets the levels of loggers that nobody holds.
	 */
	private static final Logger LOGGER = Logger.getLogger("org.apache.dubbo");

	private Dubbo() {
	}

	static DubboBootstrap application(String name) {
		LOGGER.setLevel(Level.OFF);
		ApplicationConfig application = new ApplicationConfig(name);
		application.setQosEnable(false);
		return DubboBootstrap.getInstance()
			.application(application)
			.registry(new RegistryConfig(RegistryConfig.NO_AVAILABLE));
	}

}
