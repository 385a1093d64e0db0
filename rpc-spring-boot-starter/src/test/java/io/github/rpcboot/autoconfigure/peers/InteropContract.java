package io.github.rpcboot.autoconfigure.peers;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.rpcboot.RemoteContract;

/**
 * The service that the implementations of gRPC test each other with, as an interface. Its
 * numbers stand in {@code META-INF/rpc/grpc.testing.TestService.proto}.
 */
@RemoteContract("grpc.testing.TestService")
interface InteropContract {

	Empty emptyCall(Empty request);

	SimpleResponse unaryCall(SimpleRequest request);

	Stream<StreamingOutputCallResponse> streamingOutputCall(StreamingOutputCallRequest request);

	StreamingInputCallResponse streamingInputCall(Stream<StreamingInputCallRequest> requests);

	Stream<StreamingOutputCallResponse> fullDuplexCall(Stream<StreamingOutputCallRequest> requests);

	record Empty() {
	}

	/** Number 0 is a constant like any other there. */
	enum PayloadType {

		@JsonProperty("PAYLOAD_TYPE_UNSPECIFIED")
		COMPRESSABLE

	}

	record Payload(PayloadType type, byte[] body) {

		static Payload zeros(int size) {
			return new Payload(null, new byte[size]);
		}

		static int size(Payload payload) {
			return (payload != null) ? payload.body().length : 0;
		}

	}

	record BoolValue(boolean value) {

		static boolean isTrue(BoolValue value) {
			return value != null && value.value();
		}

	}

	record EchoStatus(int code, String message) {
	}

	record SimpleRequest(PayloadType responseType, int responseSize, Payload payload, boolean fillUsername,
			boolean fillOauthScope, BoolValue responseCompressed, EchoStatus responseStatus,
			BoolValue expectCompressed) {

		static SimpleRequest sized(int responseSize, int size) {
			return new SimpleRequest(null, responseSize, Payload.zeros(size), false, false, null, null, null);
		}

		static SimpleRequest failing(int code, String message) {
			return new SimpleRequest(null, 0, null, false, false, null, new EchoStatus(code, message), null);
		}

		static SimpleRequest compressed(boolean response) {
			return new SimpleRequest(null, 314159, Payload.zeros(271828), false, false, new BoolValue(response), null,
					null);
		}

	}

	record SimpleResponse(Payload payload, String username, String oauthScope) {
	}

	record StreamingInputCallRequest(Payload payload, BoolValue expectCompressed) {
	}

	record StreamingInputCallResponse(int aggregatedPayloadSize) {
	}

	record ResponseParameters(int size, int intervalUs, BoolValue compressed) {
	}

	record StreamingOutputCallRequest(PayloadType responseType, List<ResponseParameters> responseParameters,
			Payload payload, EchoStatus responseStatus) {

		static StreamingOutputCallRequest sized(int responseSize, int size) {
			return new StreamingOutputCallRequest(null, List.of(new ResponseParameters(responseSize, 0, null)),
					Payload.zeros(size), null);
		}

	}

	record StreamingOutputCallResponse(Payload payload) {
	}

}
