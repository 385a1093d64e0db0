package io.github.rpcboot.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of the code that a machine can see.
 */
class RulesOfTheCodeTests {

	private static final double LEAST_HIDDEN = 0.55;

	@Test
	void everyPackageIsNullMarked() {
		List<String> unmarked = House.CLASSES.stream()
			.map(JavaClass::getPackage)
			.distinct()
			.filter((unit) -> !isNullMarked(unit))
			.map(JavaPackage::getName)
			.sorted()
			.toList();
		assertThat(unmarked).isEmpty();
	}

	private static boolean isNullMarked(JavaPackage unit) {
		return unit.tryGetPackageInfo().isPresent() && unit.isAnnotatedWith(NullMarked.class);
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(House.CLASSES);
	}

	@Test
	void autoConfigurationsHaveNoPublicMembers() {
		List<String> members = House.CLASSES.that(areAutoConfigurations())
			.stream()
			.flatMap((type) -> type.getMembers().stream())
			.filter((member) -> member.getModifiers().contains(JavaModifier.PUBLIC) && !isDefaultConstructor(member))
			.map(JavaMember::getFullName)
			.toList();
		assertThat(members).isEmpty();
	}

	@Test
	void autoConfigurationsAreFoundOnlyOnTheRoof() {
		assertThat(House.CLASSES.that(areAutoConfigurations())).isNotEmpty()
			.allMatch((type) -> type.getPackageName().equals(House.ROOF));
	}

	@Test
	void beanMethodsHaveNoConditionOnAClassThatTheirSignatureMayLoad() {
		noMethods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.beAnnotatedWith(ConditionalOnClass.class)
			.check(House.CLASSES);
	}

	@Test
	void noTypeIsNamedAfterNothing() {
		noClasses().should().haveNameMatching(".*(Util|Utils|Utilities|Helper|Constants)(\\$.*)?").check(House.CLASSES);
	}

	@Test
	void noPackageIsNamedAfterNothing() {
		noClasses().should()
			.resideInAnyPackage("..common..", "..util..", "..utils..", "..constants..", "..spi..", "..impl..")
			.check(House.CLASSES);
	}

	@Test
	void publicTypesAreTheListedOnes() throws IOException {
		List<String> there = House.CLASSES.stream()
			.filter(RulesOfTheCodeTests::isVisible)
			.map(JavaClass::getName)
			.sorted()
			.toList();
		assertThat(there).as("public types, against src/test/resources/public-types.txt").isEqualTo(listed());
	}

	@Test
	void mostTypesAreHidden() {
		List<JavaClass> all = House.topLevelTypes();
		long hidden = all.stream().filter((type) -> !type.getModifiers().contains(JavaModifier.PUBLIC)).count();
		assertThat((double) hidden / all.size()).as("%d of %d top-level types are hidden", hidden, all.size())
			.isGreaterThanOrEqualTo(LEAST_HIDDEN);
	}

	private static boolean isVisible(JavaClass type) {
		boolean visible = type.getModifiers().contains(JavaModifier.PUBLIC);
		return visible && type.getEnclosingClass().map(RulesOfTheCodeTests::isVisible).orElse(true);
	}

	private static List<String> listed() throws IOException {
		try (InputStream in = RulesOfTheCodeTests.class.getResourceAsStream("/public-types.txt")) {
			assertThat(in).isNotNull();
			return Arrays.asList(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split("\\R"));
		}
	}

	private static DescribedPredicate<JavaClass> areAutoConfigurations() {
		return DescribedPredicate.describe("auto-configurations",
				(type) -> type.isAnnotatedWith(AutoConfiguration.class));
	}

	/** The compiler makes it as visible as its class. */
	private static boolean isDefaultConstructor(JavaMember member) {
		return member instanceof JavaConstructor constructor && constructor.getRawParameterTypes().isEmpty();
	}

}
