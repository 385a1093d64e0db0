package io.github.rpcboot.autoconfigure.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;

/** Python, with what stock {@code protoc} generates. */
class PythonPeerTests extends AbstractForeignPeerTests {

	@TempDir
	static Path modules;

	PythonPeerTests() {
		super(new Python());
	}

	private static final class Python implements ForeignPeer {

		@Override
		public String missing() {
			return Peers.withoutPython();
		}

		@Override
		public void generate(Path protoFile) throws IOException, InterruptedException {
			Files.copy(protoFile, modules.resolve(protoFile.getFileName()), StandardCopyOption.REPLACE_EXISTING);
			Peers.generatePython(modules);
		}

		@Override
		public List<String> client(int port) {
			return Peers.python("hello_client.py", modules, port);
		}

		@Override
		public List<String> server() {
			return Peers.python("hello_server.py", modules);
		}

	}

}
