package io.github.rpcboot.autoconfigure.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;

/** Python, with what stock {@code protoc} generates. */
class PythonPeerTests extends AbstractForeignPeerTests {

	@TempDir
	static Path modules;

	PythonPeerTests() {
		super(new Python());
	}

	private static final class Python implements ForeignPeer {

		private static final String PROGRAM = Stream.of("python3", "/usr/bin/python3")
			.filter((python) -> ForeignProcess.works(python, "-c", "import grpc, google.protobuf"))
			.findFirst()
			.orElse(null);

		@Override
		public String missing() {
			if (PROGRAM == null) {
				return "There is no Python with grpc (python3-grpcio, python3-protobuf).";
			}
			return (ForeignProcess.works("protoc", "--version") && ForeignProcess.works("which", "grpc_python_plugin"))
					? null : "There is no protoc with grpc_python_plugin (protobuf-compiler, protobuf-compiler-grpc).";
		}

		@Override
		public void generate(Path protoFile) throws IOException, InterruptedException {
			try (ForeignProcess protoc = ForeignProcess.start(List.of("/bin/sh", "-c",
					"exec protoc -I \"$1\" --python_out=\"$2\" --grpc_out=\"$2\""
							+ " --plugin=protoc-gen-grpc=\"$(which grpc_python_plugin)\" \"$3\"",
					"sh", protoFile.getParent().toString(), modules.toString(), protoFile.toString()))) {
				protoc.output();
			}
		}

		@Override
		public List<String> client(int port) {
			return List.of(PROGRAM, program("hello_client.py"), modules.toString(), Integer.toString(port));
		}

		@Override
		public List<String> server() {
			return List.of(PROGRAM, program("hello_server.py"), modules.toString());
		}

		private static String program(String name) {
			return ForeignProcess.PROGRAMS.resolve("python").resolve(name).toString();
		}

	}

}
