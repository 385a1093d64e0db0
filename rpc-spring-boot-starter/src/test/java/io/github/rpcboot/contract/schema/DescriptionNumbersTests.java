package io.github.rpcboot.contract.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.ContractParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Numbers and names of a description that is updated: none is there twice.
 */
class DescriptionNumbersTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	@TempDir
	Path resources;

	private static String updated(Class<?> contract, String members) {
		String text = "syntax = \"proto3\"; service Boxes { rpc Save (Box) returns (SaveResponse); } message Box { "
				+ members + " }";
		return ContractSchemas.using(MAPPER)
			.read(ContractParser.using(MAPPER).parse(contract),
					new Numbers(Description.parse(text, "the file", "Boxes"), true))
			.toProto();
	}

	@Test
	void aMemberThatComesBackGetsANewNumberAndItsNameAgain() {
		assertThat(updated(Boxes.class, "string name = 1; reserved 2; reserved \"note\"; reserved 3; reserved \"x\";"))
			.contains("""
					message Box {
					  reserved 3;
					  reserved "x";
					  reserved 2;
					  string name = 1;
					  string note = 4;
					}
					""");
	}

	@Test
	void aNameThatWasReservedAndIsGoneAgainIsReservedOnce() {
		assertThat(updated(Boxes.class, "string name = 1; string note = 4; reserved 2; reserved \"x\"; string x = 3;"))
			.contains("""
					message Box {
					  reserved 2;
					  reserved "x";
					  reserved 3;
					  string name = 1;
					  string note = 4;
					}
					""");
	}

	@Test
	void newMembersAreNumberedBehindTheIndexesOfOtherNewOnes() {
		assertThat(updated(Indexed.class, "string name = 1;")).contains("string name = 1;", "string second = 2;",
				"string third = 3;");
	}

	@Test
	void anIndexThatTwoNewMembersHaveIsRefused() {
		assertThat(
				catchThrowableOfType(RpcConfigurationException.class, () -> updated(Twice.class, "string name = 1;")))
			.hasMessageStartingWith("The member 'second' of 'Box' has the index 2, which another one has too");
	}

	@Test
	void whatWasWrittenCanBeWrittenAgain() throws IOException {
		ContractDescription description = ContractDescription.of(Boxes.class);
		Path file = description.write(this.resources);
		Files.writeString(file, Files.readString(file).replace("string note = 2;", "string old = 2;"));

		description.write(this.resources);
		String text = Files.readString(file);
		description.write(this.resources);

		assertThat(file).content()
			.isEqualTo(text)
			.contains("reserved \"old\";", "string name = 1;", "string note = 3;");
	}

	@RemoteContract("Boxes")
	interface Boxes {

		void save(Box box);

	}

	record Box(String name, String note) {

	}

	@RemoteContract("Boxes")
	interface Indexed {

		void save(IndexedBox box);

	}

	@RemoteContract("Box")
	record IndexedBox(String name, String third, @JsonProperty(index = 2) String second) {

	}

	@RemoteContract("Boxes")
	interface Twice {

		void save(TwiceBox box);

	}

	@RemoteContract("Box")
	record TwiceBox(String name, @JsonProperty(index = 2) String first, @JsonProperty(index = 2) String second) {

	}

}
