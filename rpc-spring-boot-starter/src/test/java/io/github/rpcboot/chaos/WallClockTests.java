package io.github.rpcboot.chaos;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.rpcboot.RpcException;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Row 31: a wall clock that jumps moves no deadline, no back-off and no limit, since
 * nobody reads it.
 */
class WallClockTests {

	@Test
	void nothingReadsTheWallClock() throws Exception {
		Path main = Path.of(RpcException.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		JavaClasses classes = new ClassFileImporter().importPath(main);
		noClasses().should()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethod(Instant.class, "now")
			.orShould()
			.callMethod(Clock.class, "systemUTC")
			.orShould()
			.callMethod(Clock.class, "systemDefaultZone")
			.orShould()
			.callConstructor(Date.class)
			.check(classes);
	}

}
