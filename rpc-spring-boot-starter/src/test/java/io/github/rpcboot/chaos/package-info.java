/**
 * The fault rig: processes that call and are called, a proxy that breaks connections on
 * purpose, a ledger of what ran, and the invariants that hold under every fault.
 * <p>
 * {@code RunRow} runs one row of the fault matrix by hand. What says nothing of remote
 * services is public, so that other modules can hold other products against the same
 * rows: {@link io.github.rpcboot.chaos.ProviderProcess} and
 * {@link io.github.rpcboot.chaos.ConsumerProcess} are the contract of a process.
 */
package io.github.rpcboot.chaos;
