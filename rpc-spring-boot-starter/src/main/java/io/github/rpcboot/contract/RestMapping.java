package io.github.rpcboot.contract;

import java.util.List;

import org.jspecify.annotations.Nullable;

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
	 * Looks whose annotations map a contract, without checking them.
	 * @param contract the contract interface
	 * @return the mapping, or {@code null} for a contract of plain methods
	 * @throws io.github.rpcboot.RpcConfigurationException if it mixes both styles
	 */
	public static @Nullable RestMapping of(Class<?> contract) {
		List<MethodGroup> methods = MethodCollector.collect(contract, TypeVariables.of(contract));
		RestMappings mappings = RestMappings.of(contract, methods, Place.of(contract));
		return (mappings != null) ? new RestMapping(contract, mappings.style()) : null;
	}

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
