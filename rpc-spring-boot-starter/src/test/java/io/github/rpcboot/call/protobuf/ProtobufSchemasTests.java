package io.github.rpcboot.call.protobuf;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.schema.ContractDescription;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The descriptors of contracts, and that protoc makes the same of the exported file.
 */
class ProtobufSchemasTests {

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(classes = { Rows.class, Users.class, Odd.class })
	void protocReadsTheExportedFileAsWeDescribeIt(Class<?> contract) throws Exception {
		Path protoc = protoc();
		Assumptions.assumeTrue(protoc != null, "There is no protoc. src/test/peers/install.sh installs it.");
		Protos protos = Protos.of(contract);
		Path file = this.folder.resolve(protos.schema().contract().name() + ".proto");
		Files.writeString(file, protos.schema().toProto());

		FileDescriptorProto theirs = compile(protoc, file);

		assertThat(theirs.toBuilder().clearDependency().build())
			.isEqualTo(ProtobufSchemas.fileDescriptorProto(protos.schema()).toBuilder().clearDependency().build());
	}

	@Test
	void protocReadsWhatABuildWrites() throws Exception {
		Path protoc = protoc();
		Assumptions.assumeTrue(protoc != null, "There is no protoc. src/test/peers/install.sh installs it.");

		ContractDescription.main("write", this.folder.toString(), Users.class.getName());

		assertThat(compile(protoc, this.folder.resolve("META-INF/rpc/shop.v2.Users.proto")).getService(0).getName())
			.isEqualTo("Users");
	}

	private FileDescriptorProto compile(Path protoc, Path file) throws Exception {
		Path set = this.folder.resolve("set.pb");
		Path log = this.folder.resolve("log.txt");
		Path include = Files.createDirectories(this.folder.resolve("google/protobuf"));
		Files.writeString(include.resolve("timestamp.proto"), """
				syntax = "proto3"; package google.protobuf;
				message Timestamp { int64 seconds = 1; int32 nanos = 2; }
				""");
		Process process = new ProcessBuilder(protoc.toString(), "-I" + this.folder, "--descriptor_set_out=" + set,
				file.toString())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		assertThat(Files.readString(log)).isEmpty();
		assertThat(process.exitValue()).isZero();
		return FileDescriptorSet.parseFrom(Files.readAllBytes(set)).getFile(0);
	}

	/** The one that the shell would find. */
	private static Path protoc() {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.map((folder) -> Path.of(folder, "protoc"))
			.filter(Files::isExecutable)
			.findFirst()
			.orElse(null);
	}

	@Test
	void contractsOfOnePackageShareTheirTypes() {
		List<FileDescriptor> files = ProtobufSchemas
			.fileDescriptors(List.of(Protos.of(Users.class).schema(), Protos.of(Admins.class).schema()));

		assertThat(files).extracting(FileDescriptor::getFullName)
			.containsExactly("shop.v2.Users.proto", "shop.v2.Admins.proto");
		assertThat(files.get(0).findMessageTypeByName("User")).isNotNull();
		assertThat(files.get(1).findMessageTypeByName("User")).isNull();
		assertThat(files.get(1).findServiceByName("Admins").findMethodByName("Find").getOutputType())
			.isSameAs(files.get(0).findMessageTypeByName("User"));
	}

	@Test
	void contractsOfOnePackageMustNotHaveDifferentTypesOfOneName() {
		RpcConfigurationException failure = catchThrowableOfType(RpcConfigurationException.class, () -> ProtobufSchemas
			.fileDescriptors(List.of(Protos.of(Users.class).schema(), Protos.of(Others.class).schema())));

		assertThat(failure.description()).isEqualTo("The contracts in 'shop.v2.Others.proto' and "
				+ "'shop.v2.Users.proto' have different types 'shop.v2.User'.");
	}

	@Test
	void idempotencyIsAnOptionOfTheMethod() {
		assertThat(ProtobufSchemas.fileDescriptor(Protos.of(Users.class).schema())
			.getServices()
			.get(0)
			.findMethodByName("Load")
			.getOptions()
			.getIdempotencyLevel()
			.name()).isEqualTo("NO_SIDE_EFFECTS");
	}

	@RemoteContract("shop.v2.Users")
	interface Users {

		@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
		User load(long id);

	}

	@RemoteContract("shop.v2.Admins")
	interface Admins {

		User find(String name);

	}

	record User(long id, String name) {

	}

	@RemoteContract("shop.v2.Others")
	interface Others {

		Other find(String name, int other);

	}

	@RemoteContract("User")
	record Other(String text) {

	}

	/** With names that protobuf does not take. */
	interface Odd {

		void save(@JsonProperty("größe") int size, @JsonProperty("a_b") int one, @JsonProperty("aB") int other,
				@JsonProperty("@type") String type, @JsonProperty("_1") State state, Phase message);

	}

	enum State {

		OPEN, DONE, message

	}

	enum Phase {

		DONE, PHASE_UNSPECIFIED

	}

}
