package io.github.rpcboot.autoconfigure;

import java.util.function.Function;

import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.contract.ServiceContract;
import org.jspecify.annotations.Nullable;

/**
 * How messages are encoded over gRPC, on both sides.
 *
 * @param codec the codec
 * @param schemas knows the schema of a service, as grpc-protobuf supplies descriptors,
 * for reflection; {@code null} for a service without one
 */
record GrpcCodec(PayloadCodec codec, Function<ServiceContract, @Nullable Object> schemas) {

	GrpcCodec(PayloadCodec codec) {
		this(codec, (contract) -> null);
	}

}
