package io.github.rpcboot;

import java.io.Serial;

/**
 * A mistake in a contract, an annotation or the configuration that stops the start of the
 * application. It says what is wrong, where, and what to do; Spring Boot prints both
 * parts as its failure report.
 *
 * @since 0.1.0
 */
public class RpcConfigurationException extends IllegalStateException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String description;

	private final String action;

	/**
	 * Makes the exception.
	 * @param description what is wrong, and where
	 * @param action what to do about it
	 */
	public RpcConfigurationException(String description, String action) {
		super(description + " " + action);
		this.description = description;
		this.action = action;
	}

	/**
	 * What is wrong, and where.
	 * @return the first part of the message
	 */
	public String description() {
		return this.description;
	}

	/**
	 * What to do about it.
	 * @return the second part of the message
	 */
	public String action() {
		return this.action;
	}

}
