package io.github.rpcboot.call;

import org.jspecify.annotations.Nullable;

/**
 * Finds the instances of applications in another way than by the configuration. A bean of
 * this type is asked before the configuration is.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface EndpointResolver {

	/**
	 * Finds the instances of an application. Asked once per application, when its first
	 * client is made; the source is asked at every attempt.
	 * @param application the name that a reference says
	 * @return a source, or {@code null} if this resolver does not know the application
	 */
	@Nullable EndpointSource resolve(String application);

}
