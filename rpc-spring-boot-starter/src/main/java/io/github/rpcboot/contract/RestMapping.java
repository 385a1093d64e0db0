package io.github.rpcboot.contract;

/**
 * Says that the methods of a contract are mapped to paths and verbs of HTTP by
 * annotations of Spring, and are sent so.
 *
 * @param contract the contract interface
 * @param style whose annotations they are
 * @since 0.1.0
 */
public record RestMapping(Class<?> contract, Style style) {

	/**
	 * Whose annotations map a contract.
	 *
	 * @since 0.1.0
	 */
	public enum Style {

		/**
		 * {@code @RequestMapping} and its kind, as Spring MVC and OpenFeign read them.
		 */
		REQUEST_MAPPING,

		/**
		 * {@code @HttpExchange} and its kind, as Spring's HTTP service clients read them.
		 */
		HTTP_EXCHANGE

	}

}
