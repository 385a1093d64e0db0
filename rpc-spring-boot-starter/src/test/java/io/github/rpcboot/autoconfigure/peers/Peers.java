package io.github.rpcboot.autoconfigure.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The programs of other languages that may be installed here. */
final class Peers {

	/** Where the programs of Node are. */
	static final Path NODE = ForeignProcess.PROGRAMS.resolve("node");

	private static final String PYTHON = Stream.of("python3", "/usr/bin/python3")
		.filter((python) -> ForeignProcess.works(python, "-c", "import grpc, google.protobuf"))
		.findFirst()
		.orElse(null);

	private Peers() {
	}

	/** Why tests with Python cannot run here, {@code null} if they can. */
	static String withoutPython() {
		if (PYTHON == null) {
			return "There is no Python with grpc (python3-grpcio, python3-protobuf).";
		}
		return (ForeignProcess.works("protoc", "--version") && ForeignProcess.works("which", "grpc_python_plugin"))
				? null : "There is no protoc with grpc_python_plugin (protobuf-compiler, protobuf-compiler-grpc).";
	}

	/** Why tests with Node cannot run here, {@code null} if they can. */
	static String withoutNode(String... packages) {
		if (!ForeignProcess.works("node", "--version")) {
			return "There is no Node.";
		}
		return Stream.of(packages)
			.filter((name) -> !Files.isDirectory(NODE.resolve("node_modules").resolve(name)))
			.findFirst()
			.map((name) -> "The npm package " + name + " of src/test/peers/node is not there.")
			.orElse(null);
	}

	static List<String> python(String program, Object... arguments) {
		return command(PYTHON, ForeignProcess.PROGRAMS.resolve("python").resolve(program), arguments);
	}

	static List<String> node(String program, Object... arguments) {
		return command("node", NODE.resolve(program), arguments);
	}

	private static List<String> command(String interpreter, Path program, Object... arguments) {
		List<String> command = new ArrayList<>(List.of(interpreter, program.toString()));
		Stream.of(arguments).map(Object::toString).forEach(command::add);
		return command;
	}

	/** Compiles the {@code .proto} files of a folder for Python. */
	static void generatePython(Path folder) throws IOException, InterruptedException {
		protoc(folder, "--python_out=" + folder, "--grpc_out=" + folder,
				"--plugin=protoc-gen-grpc=\"$(which grpc_python_plugin)\"");
	}

	/** Compiles the {@code .proto} files of a folder for the Connect client of npm. */
	static void generateNode(Path folder) throws IOException, InterruptedException {
		Path modules = NODE.resolve("node_modules");
		Path plugin = modules.resolve(".bin").resolve("protoc-gen-es");
		protoc(folder, "--es_out=" + folder, "--es_opt=target=js", "--plugin=protoc-gen-es='" + plugin + "'");
		Files.writeString(folder.resolve("package.json"), "{\"type\":\"module\"}");
		Files.createSymbolicLink(folder.resolve("node_modules"), modules);
	}

	/** Not every protoc brings what protobuf itself describes. */
	private static void protoc(Path folder, String... options) throws IOException, InterruptedException {
		Path include = Files.createDirectories(folder.resolve("include/google/protobuf"));
		Files.writeString(include.resolve("timestamp.proto"), """
				syntax = "proto3"; package google.protobuf;
				message Timestamp { int64 seconds = 1; int32 nanos = 2; }
				""");
		try (ForeignProcess protoc = ForeignProcess.start(List.of("/bin/sh", "-c",
				"cd \"$1\" && exec protoc -I . -I include " + String.join(" ", options) + " *.proto", "sh",
				folder.toString()))) {
			protoc.output();
		}
	}

}
