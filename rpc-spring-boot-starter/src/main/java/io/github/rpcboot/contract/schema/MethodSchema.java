package io.github.rpcboot.contract.schema;

import io.github.rpcboot.contract.MethodContract;

/**
 * A method of the schema.
 *
 * @param contract the method
 * @param name the name in the {@code .proto} file: the wire name, beginning with a
 * capital letter
 * @param request the request message
 * @param response the response message
 * @param requestStream whether requests are a stream of the message
 * @param responseStream whether responses are a stream of the message
 * @since 0.1.0
 */
public record MethodSchema(MethodContract contract, String name, MessageType request, MessageType response,
		boolean requestStream, boolean responseStream) {
}
