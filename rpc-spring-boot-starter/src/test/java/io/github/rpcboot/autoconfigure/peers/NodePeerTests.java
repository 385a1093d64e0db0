package io.github.rpcboot.autoconfigure.peers;

import java.nio.file.Path;
import java.util.List;

/** Node, whose library reads the {@code .proto} itself. */
class NodePeerTests extends AbstractForeignPeerTests {

	NodePeerTests() {
		super(new Node());
	}

	private static final class Node implements ForeignPeer {

		@Override
		public String missing() {
			return Peers.withoutNode("@grpc/grpc-js");
		}

		@Override
		public void generate(Path protoFile) {
		}

		@Override
		public List<String> client(int port) {
			return Peers.node("hello_client.js", ForeignProcess.PROGRAMS, port);
		}

		@Override
		public List<String> server() {
			return Peers.node("hello_server.js", ForeignProcess.PROGRAMS);
		}

	}

}
