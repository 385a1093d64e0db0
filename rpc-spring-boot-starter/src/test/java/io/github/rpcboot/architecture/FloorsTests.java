package io.github.rpcboot.architecture;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Look only down; never sideways; only the roof sees everything.
 */
class FloorsTests {

	@Test
	void theGroundImportsNothingOfOurs() {
		mayOnlyUse(House.ROOT);
	}

	@Test
	void contractsUseTheGroundOnly() {
		mayOnlyUse(House.CONTRACT, House.ROOT);
	}

	@Test
	void schemasUseContractsAndTheGround() {
		mayOnlyUse(House.SCHEMA, House.CONTRACT, House.ROOT);
	}

	@Test
	void theCodecOfProtobufUsesCallsAndSchemas() {
		mayOnlyUse(House.PROTOBUF, House.CALL, House.SCHEMA, House.CONTRACT, House.ROOT);
	}

	@Test
	void callsUseContractsAndTheGround() {
		mayOnlyUse(House.CALL, House.CONTRACT, House.ROOT);
	}

	@Test
	void roomsHaveNoDoorsBetweenThem() {
		House.ROOMS.stream()
			.filter((room) -> !room.equals(House.GRPC))
			.forEach((room) -> mayOnlyUse(room, House.CALL, House.CONTRACT, House.ROOT));
		mayOnlyUse(House.GRPC, House.CALL, House.PROTOBUF, House.SCHEMA, House.CONTRACT, House.ROOT);
	}

	@Test
	void nobodyKnowsTheRoof() {
		noClasses().that()
			.resideOutsideOfPackages(House.ROOF, House.TEST_KIT)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(House.ROOF + "..")
			.check(House.CLASSES);
	}

	@Test
	void nobodyKnowsTheTestKit() {
		noClasses().that()
			.resideOutsideOfPackage(House.TEST_KIT)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(House.TEST_KIT)
			.check(House.CLASSES);
	}

	@Test
	void everyPackageHasItsFloor() {
		Set<String> known = Stream
			.concat(Stream.of(House.ROOT, House.CONTRACT, House.SCHEMA, House.CALL, House.PROTOBUF, House.ROOF,
					House.TEST_KIT), House.ROOMS.stream())
			.collect(Collectors.toCollection(TreeSet::new));
		Set<String> there = House.CLASSES.stream()
			.map(JavaClass::getPackageName)
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(there).isEqualTo(known);
	}

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().assignedFrom(new SliceAssignment() {

			@Override
			public SliceIdentifier getIdentifierOf(JavaClass type) {
				return SliceIdentifier.of(type.getPackageName());
			}

			@Override
			public String getDescription() {
				return "packages";
			}

		}).should().beFreeOfCycles().check(House.CLASSES);
	}

	private static void mayOnlyUse(String room, String... below) {
		Set<String> allowed = Stream.concat(Stream.of(room), Stream.of(below)).collect(Collectors.toSet());
		DescribedPredicate<JavaClass> fine = DescribedPredicate.describe("that is not ours or lives in " + allowed,
				(type) -> !type.getBaseComponentType().getPackageName().startsWith(House.ROOT)
						|| allowed.contains(type.getBaseComponentType().getPackageName()));
		classes().that().resideInAPackage(room).should().onlyDependOnClassesThat(fine).check(House.CLASSES);
	}

}
