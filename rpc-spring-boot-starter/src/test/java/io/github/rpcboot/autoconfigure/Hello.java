package io.github.rpcboot.autoconfigure;

/** The contract of the product page. */
public interface Hello {

	/**
	 * Greets.
	 * @param name who is greeted
	 * @return a greeting
	 */
	String sayHello(String name);

}
