package io.github.rpcboot.call;

import org.jspecify.annotations.Nullable;

/**
 * Knows exceptions of a library that a handler may throw, such as those of a security
 * framework, and the status that fits them.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface FailureMapper {

	/**
	 * Maps an exception.
	 * @param call the call that was being handled
	 * @param thrown what the handler threw
	 * @return the failure, or {@code null} if this mapper does not know the exception
	 */
	@Nullable RpcFailure map(RpcCall call, Throwable thrown);

}
