/**
 * Messages in the protobuf wire format, straight from and into records and beans; the one
 * place below the protocols that knows the protobuf library. Loaded only where that
 * library is there.
 * <p>
 * Start with {@link io.github.rpcboot.call.protobuf.ProtobufCodec}.
 */
@NullMarked
package io.github.rpcboot.call.protobuf;

import org.jspecify.annotations.NullMarked;
