package io.github.rpcboot.autoconfigure.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Node, whose library reads the {@code .proto} itself. */
class NodePeerTests extends AbstractForeignPeerTests {

	NodePeerTests() {
		super(new Node());
	}

	private static final class Node implements ForeignPeer {

		private static final Path PROGRAMS = ForeignProcess.PROGRAMS.resolve("node");

		@Override
		public String missing() {
			if (!ForeignProcess.works("node", "--version")) {
				return "There is no Node.";
			}
			return Files.isDirectory(PROGRAMS.resolve("node_modules").resolve("@grpc")) ? null
					: "The npm packages of src/test/peers/node are not there.";
		}

		@Override
		public void generate(Path protoFile) {
		}

		@Override
		public List<String> client(int port) {
			return List.of("node", PROGRAMS.resolve("hello_client.js").toString(), ForeignProcess.PROGRAMS.toString(),
					Integer.toString(port));
		}

		@Override
		public List<String> server() {
			return List.of("node", PROGRAMS.resolve("hello_server.js").toString(), ForeignProcess.PROGRAMS.toString());
		}

	}

}
