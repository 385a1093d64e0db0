/**
 * The messages of a contract as protobuf sees them: one model that is derived from the
 * Java types as Jackson sees them, its text as a {@code .proto} file, and the check that
 * names what breaks old peers. Knows nothing of a protobuf library.
 * <p>
 * Start with {@link io.github.rpcboot.contract.schema.ContractSchemas}; a build calls
 * {@link io.github.rpcboot.contract.schema.ContractDescription}.
 */
@NullMarked
package io.github.rpcboot.contract.schema;

import org.jspecify.annotations.NullMarked;
