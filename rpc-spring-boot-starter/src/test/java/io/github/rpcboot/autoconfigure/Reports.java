package io.github.rpcboot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** What an application reports that does not start. Registered in spring.factories. */
class Reports implements FailureAnalysisReporter {

	private static final ThreadLocal<List<FailureAnalysis>> REPORTED = ThreadLocal.withInitial(ArrayList::new);

	@Override
	public void report(FailureAnalysis analysis) {
		REPORTED.get().add(analysis);
	}

	static FailureAnalysis ofStart(Class<?> configuration, String... properties) {
		return ofStart(RunningApplication.builder(WebApplicationType.NONE, configuration)
			.properties(RunningApplication.withoutSecurity(properties)));
	}

	static FailureAnalysis ofStart(SpringApplicationBuilder application) {
		REPORTED.get().clear();
		Throwable failure = null;
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context).as("an application that does not start").isNull();
		}
		catch (RuntimeException ex) {
			failure = ex;
		}
		assertThat(REPORTED.get()).as("the reports of " + failure).hasSize(1);
		return REPORTED.get().get(0);
	}

}
