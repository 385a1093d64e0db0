package io.github.rpcboot.architecture;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.rpcboot.RpcException;

/**
 * The main classes, from the place that they were compiled to, so that no test is among
 * them.
 */
final class House {

	static final String ROOT = "io.github.rpcboot";

	static final String CONTRACT = ROOT + ".contract";

	/** What contracts are in protobuf; a room within that of the contracts. */
	static final String SCHEMA = CONTRACT + ".schema";

	static final String CALL = ROOT + ".call";

	/** The codec of protobuf, beside the calls. */
	static final String PROTOBUF = CALL + ".protobuf";

	static final String ROOF = ROOT + ".autoconfigure";

	/** Another room of the roof, which only tests load. */
	static final String TEST_KIT = ROOF + ".test";

	/** Looks down at protobuf too. */
	static final String GRPC = ROOT + ".protocol.grpc";

	/** The rooms of floor 3. A new room is added here. */
	static final List<String> ROOMS = List.of(ROOT + ".consumer", ROOT + ".provider", ROOT + ".protocol.http", GRPC,
			ROOT + ".protocol.inprocess", ROOT + ".resilience", ROOT + ".security", ROOT + ".discovery",
			ROOT + ".observability");

	static final JavaClasses CLASSES = new ClassFileImporter().importPath(location());

	private House() {
	}

	private static Path location() {
		try {
			return Path.of(RpcException.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static List<JavaClass> topLevelTypes() {
		return CLASSES.stream()
			.filter(JavaClass::isTopLevelClass)
			.filter((type) -> !type.getSimpleName().equals("package-info"))
			.toList();
	}

}
