package io.github.rpcboot.autoconfigure.peers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The official interoperability tests of gRPC: a process with a class path of its own,
 * which the module below {@code src/test/peers/interop} makes.
 */
final class InteropProgram {

	private static final Path MODULE = ForeignProcess.PROGRAMS.resolve("interop");

	private static final Path CLASS_PATH = MODULE.resolve("target").resolve("class-path.txt");

	private static final Path CLASSES = MODULE.resolve("target").resolve("classes");

	private InteropProgram() {
	}

	/** Why its tests cannot run here, {@code null} if they can. */
	static String missing() {
		return (Files.isRegularFile(CLASS_PATH) && Files.isDirectory(CLASSES)) ? null
				: "There is no " + CLASS_PATH + ". 'mvn verify' in the folder of the whole project makes it.";
	}

	static ForeignProcess client(int port, List<String> cases) throws IOException {
		List<String> arguments = new ArrayList<>(List.of(Integer.toString(port)));
		arguments.addAll(cases);
		return start("InteropClient", arguments);
	}

	static ForeignProcess server() throws IOException {
		return start("InteropServer", List.of());
	}

	/** It runs for some seconds, in which a better compiler does not pay. */
	private static ForeignProcess start(String program, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-cp", CLASSES + File.pathSeparator + Files.readString(CLASS_PATH).strip(),
						"io.github.rpcboot.peers.interop." + program));
		command.addAll(arguments);
		return ForeignProcess.start(command);
	}

}
