/**
 * Contracts: plain Java interfaces, parsed and checked once at start-up into an immutable
 * model that both sides of a call share.
 * <p>
 * Start with {@link io.github.rpcboot.contract.ContractParser}, which makes
 * {@link io.github.rpcboot.contract.ServiceContract}s.
 */
@NullMarked
package io.github.rpcboot.contract;

import org.jspecify.annotations.NullMarked;
