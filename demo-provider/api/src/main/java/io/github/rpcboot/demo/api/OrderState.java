package io.github.rpcboot.demo.api;

/**
 * How far an order has come.
 *
 * @since 0.1.0
 */
public enum OrderState {

	/** The shop has taken the order. */
	PLACED,

	/** The customer does not want it any more. */
	CANCELLED

}
