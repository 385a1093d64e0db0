package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.contract.schema.ContractSchemas;

/**
 * How messages are encoded in protobuf, on both sides: over gRPC always, over HTTP for
 * who asks.
 *
 * @param codec the codec
 * @param schemas what the messages are, for reflection
 */
record GrpcCodec(PayloadCodec codec, ContractSchemas schemas) {
}
