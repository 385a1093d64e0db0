package io.github.rpcboot.demo.api;

/**
 * The smallest contract: a plain interface without any annotation.
 *
 * @since 0.1.0
 */
public interface Hello {

	/**
	 * Greets somebody.
	 * @param name whom to greet
	 * @return the greeting
	 */
	String sayHello(String name);

}
