package io.github.rpcboot.architecture;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Which room may know which library. The roof may know all that have an
 * auto-configuration.
 */
class WallsTests {

	private static final String HTTP = House.ROOT + ".protocol.http";

	private static final String GRPC = House.GRPC;

	/** What the test kit, being of the roof, uses of what the roof may know. */
	private static final Set<String> OF_THE_TEST_KIT = Set.of("tools.jackson..", "java.net.http..",
			"org.springframework.boot..");

	private static final String SECURITY = House.ROOT + ".security";

	@Test
	void onlyTheHttpRoomKnowsFeign() {
		wall("feign..", HTTP);
	}

	@Test
	void onlyTheHttpRoomKnowsAnHttpClient() {
		wall("org.apache.hc..", HTTP);
		wall("java.net.http..", HTTP);
	}

	@Test
	void onlyTheHttpRoomAndTheAnswersOfSpringSecurityKnowServlets() {
		wall("jakarta.servlet..", HTTP, SECURITY);
	}

	@Test
	void onlyContractAndCallKnowJackson() {
		wall("tools.jackson..", House.CONTRACT, House.SCHEMA, House.CALL);
		wall("com.fasterxml.jackson..", House.CONTRACT, House.SCHEMA, House.CALL);
	}

	@Test
	void onlyTheSecurityRoomKnowsSpringSecurity() {
		wall("org.springframework.security..", SECURITY);
	}

	@Test
	void onlyTheProviderKnowsValidation() {
		wall("jakarta.validation..", House.ROOT + ".provider");
	}

	@Test
	void onlyTheRoofKnowsSpringBoot() {
		wall("org.springframework.boot..");
	}

	@Test
	void onlyTheRoofKnowsTomcat() {
		wall("org.apache.catalina..");
		wall("org.apache.coyote..");
		wall("org.apache.tomcat..");
	}

	@Test
	void onlyContractsReadSpringsWebMappings() {
		wall("org.springframework.web..", House.CONTRACT);
	}

	@Test
	void onlyRoomsOfTheirOwnKnowSpringCloudAndMicrometer() {
		wall("org.springframework.cloud..", House.ROOT + ".discovery");
		wall("io.micrometer..", House.ROOT + ".observability");
	}

	@Test
	void onlyTheGrpcRoomKnowsGrpcAndWhatItIsMadeOf() {
		wall("io.grpc..", GRPC);
		wall("io.netty..", GRPC);
		wall("com.google.rpc..", GRPC);
		wall("com.google.common..", GRPC);
	}

	@Test
	void onlyTheRoofKnowsSpringGrpc() {
		wall("org.springframework.grpc..");
	}

	/** Not even the roof, so that the starter starts without the library. */
	@Test
	void onlyTheCodecOfProtobufAndGrpcKnowProtobuf() {
		noClasses().that()
			.resideOutsideOfPackages(House.PROTOBUF, GRPC)
			.should()
			.dependOnClassesThat()
			.resideInAPackage("com.google.protobuf..")
			.check(House.CLASSES);
	}

	@Test
	void onlyTestClassReferencesAndTheTestKitKnowSpringTest() {
		noClasses().that()
			.haveNameNotMatching(".*\\.consumer\\.TestClassReferences(\\$.*)?")
			.and()
			.resideOutsideOfPackage(House.TEST_KIT)
			.should()
			.dependOnClassesThat(resideInAnyPackage("org.springframework.test..", "org.springframework.boot.test.."))
			.check(House.CLASSES);
	}

	@Test
	void onlyTheTestKitKnowsJUnitAndTheServerOfTheJdk() {
		noClasses().that()
			.resideOutsideOfPackage(House.TEST_KIT)
			.should()
			.dependOnClassesThat(resideInAnyPackage("org.junit..", "com.sun.net.httpserver.."))
			.check(House.CLASSES);
	}

	@Test
	void nobodyReadsJavaSerialization() {
		noClasses().should()
			.dependOnClassesThat(assignableTo("java.io.ObjectInputStream"))
			.orShould()
			.dependOnClassesThat()
			.haveFullyQualifiedName("java.io.ObjectInputStream")
			.check(House.CLASSES);
	}

	private static void wall(String library, String... rooms) {
		Stream<String> roof = OF_THE_TEST_KIT.contains(library) ? Stream.of(House.ROOF, House.TEST_KIT)
				: Stream.of(House.ROOF);
		String[] allowed = Stream.concat(Arrays.stream(rooms), roof).toArray(String[]::new);
		noClasses().that()
			.resideOutsideOfPackages(allowed)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(library)
			.check(House.CLASSES);
	}

}
