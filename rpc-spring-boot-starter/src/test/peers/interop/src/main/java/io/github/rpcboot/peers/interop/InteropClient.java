package io.github.rpcboot.peers.interop;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.testing.integration.AbstractInteropTest;

/**
 * Runs cases of the official client, one after another, each on a channel of its own, as
 * its own program does with one case per process. Prints a line per case. Arguments: the
 * port of the server on the loopback address, and the names of the cases.
 */
final class InteropClient extends AbstractInteropTest {

	private static final Map<String, Case> CASES = new LinkedHashMap<>();

	static {
		CASES.put("empty_unary", InteropClient::emptyUnary);
		CASES.put("large_unary", InteropClient::largeUnary);
		CASES.put("client_compressed_unary", (client) -> client.clientCompressedUnary(true));
		CASES.put("server_compressed_unary", InteropClient::serverCompressedUnary);
		CASES.put("client_streaming", InteropClient::clientStreaming);
		CASES.put("client_compressed_streaming", (client) -> client.clientCompressedStreaming(true));
		CASES.put("server_streaming", InteropClient::serverStreaming);
		CASES.put("server_compressed_streaming", InteropClient::serverCompressedStreaming);
		CASES.put("ping_pong", InteropClient::pingPong);
		CASES.put("empty_stream", InteropClient::emptyStream);
		CASES.put("custom_metadata", InteropClient::customMetadata);
		CASES.put("status_code_and_message", InteropClient::statusCodeAndMessage);
		CASES.put("special_status_message", InteropClient::specialStatusMessage);
		CASES.put("unimplemented_method", InteropClient::unimplementedMethod);
		CASES.put("unimplemented_service", InteropClient::unimplementedService);
		CASES.put("cancel_after_begin", InteropClient::cancelAfterBegin);
		CASES.put("cancel_after_first_response", InteropClient::cancelAfterFirstResponse);
		CASES.put("timeout_on_sleeping_server", InteropClient::timeoutOnSleepingServer);
	}

	private final int port;

	private final CompressedMessages compressed = new CompressedMessages();

	private InteropClient(int port) {
		this.port = port;
	}

	@Override
	protected ManagedChannelBuilder<?> createChannelBuilder() {
		return NettyChannelBuilder.forAddress("127.0.0.1", this.port)
			.usePlaintext()
			.flowControlWindow(AbstractInteropTest.TEST_FLOW_CONTROL_WINDOW);
	}

	@Override
	protected ClientInterceptor[] getAdditionalInterceptors() {
		return new ClientInterceptor[] { this.compressed };
	}

	/** As in its own program, since servers of others count differently. */
	@Override
	protected boolean metricsExpected() {
		return false;
	}

	@Override
	protected int operationTimeoutMillis() {
		return 15_000;
	}

	public static void main(String[] arguments) {
		PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
		int port = Integer.parseInt(arguments[0]);
		for (int i = 1; i < arguments.length; i++) {
			out.println(run(arguments[i], new InteropClient(port)));
		}
		System.exit(0);
	}

	private static String run(String name, InteropClient client) {
		Case known = CASES.get(name);
		if (known == null) {
			return "UNKNOWN " + name;
		}
		client.setUp();
		try {
			known.run(client);
			return "PASSED " + name + ", compressed messages: " + client.compressed.count();
		}
		catch (Exception | AssertionError ex) {
			return "FAILED " + name + ": " + String.valueOf(ex).replaceAll("\\s+", " ");
		}
		finally {
			client.tearDown();
		}
	}

	private interface Case {

		void run(InteropClient client) throws Exception;

	}

}
