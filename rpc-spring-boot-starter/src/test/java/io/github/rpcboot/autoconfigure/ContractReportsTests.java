package io.github.rpcboot.autoconfigure;

import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application says whose services are no services.
 */
@ExtendWith(OutputCaptureExtension.class)
class ContractReportsTests {

	private static final String HERE = ContractReportsTests.class.getName();

	@Test
	void aReportIsPrintedWithDescriptionAndAction(CapturedOutput output) {
		Reports.ofStart(NoContract.class);
		assertThat(output.getAll()).containsSubsequence("APPLICATION FAILED TO START", "Description:",
				"has @RemoteService and implements no interface", "Action:", "Let it implement the contract");
		assertThat(output.getAll()).doesNotContain("\tat io.github.rpcboot");
	}

	@Test
	void aServiceWithoutAContract() {
		FailureAnalysis report = Reports.ofStart(NoContract.class);
		assertThat(report.getDescription()).isEqualTo("The bean 'clerk' (" + HERE + "$Clerk) has @RemoteService and "
				+ "implements no interface that could be its contract.");
		assertThat(report.getAction())
			.isEqualTo("Let it implement the contract: an interface of your own with the methods to expose.");
	}

	@Test
	void aServiceWithSeveralInterfaces() {
		FailureAnalysis report = Reports.ofStart(SeveralContracts.class);
		assertThat(report.getDescription()).isEqualTo("The bean 'both' (" + HERE + "$Both) has @RemoteService and "
				+ "implements several interfaces: [" + HERE + "$Bye, " + Hello.class.getName() + "].");
		assertThat(report.getAction())
			.isEqualTo("Say which one is the contract, for example @RemoteService(contract = Hello.class).");
	}

	@Test
	void aContractThatTheBeanDoesNotImplement() {
		FailureAnalysis report = Reports.ofStart(WrongContract.class);
		assertThat(report.getDescription()).isEqualTo("The bean 'wrong' (" + HERE
				+ "$Wrong) has @RemoteService(contract = Bye.class) and does not implement that interface.");
		assertThat(report.getAction()).isEqualTo("Let it implement " + HERE + "$Bye, or name another contract.");
	}

	@Test
	void twoServicesOfOneName() {
		FailureAnalysis report = Reports.ofStart(OneNameTwice.class);
		assertThat(report.getDescription())
			.isEqualTo("The beans 'first' and 'second' both provide the service 'Hello'.");
		assertThat(report.getAction()).isEqualTo(
				"Remove @RemoteService from one of them, or give one contract another name with " + "@RemoteContract.");
	}

	@Test
	void anOverloadWithoutAName() {
		FailureAnalysis report = Reports.ofStart(OverloadedService.class);
		assertThat(report.getDescription())
			.isEqualTo("The methods 'find(String)' and 'find(long)' have the same wire name 'find'. Found at " + HERE
					+ "$Overloaded.");
		assertThat(report.getAction())
			.isEqualTo("Give one of them another name, for example @RemoteMethod(\"find2\").");
	}

	@Test
	void aPrototype() {
		FailureAnalysis report = Reports.ofStart(PrototypeService.class);
		assertThat(report.getDescription())
			.isEqualTo("The bean 'hello' has @RemoteService and is a prototype, so every call would make one.");
		assertThat(report.getAction()).isEqualTo("Make it a singleton.");
	}

	@Test
	void aClientExposedAsAService() {
		FailureAnalysis report = Reports.ofStart(ExposedClient.class);
		assertThat(report.getDescription())
			.isEqualTo("The bean 'again' has @RemoteService and is itself a client of a remote service.");
		assertThat(report.getAction()).isEqualTo("Expose an implementation that calls it instead.");
	}

	@Test
	void parametersWithoutNames(@TempDir Path directory) throws Exception {
		Map<String, String> sources = Map.of("probe.Nameless", "public interface Nameless { String find(long id); }",
				"probe.NamelessBean", """
						@io.github.rpcboot.RemoteService
						public class NamelessBean implements Nameless {
							public String find(long id) { return ""; }
						}""");
		try (URLClassLoader loader = CompiledClasses.compile(directory, sources)) {
			SpringApplicationBuilder application = RunningApplication
				.builder(WebApplicationType.NONE, loader.loadClass("probe.NamelessBean"))
				.sources(Empty.class)
				.resourceLoader(new DefaultResourceLoader(loader))
				.properties(RunningApplication.withoutSecurity());
			FailureAnalysis report = Reports.ofStart(application);
			assertThat(report.getDescription()).isEqualTo("The parameters of 'find(long)' have no names. They are "
					+ "missing in the class 'probe.Nameless' from '" + directory + "'. Found at Nameless.find(…).");
			assertThat(report.getAction()).startsWith("Compile it with the option -parameters (Maven: ");
		}
	}

	interface Bye {

		String sayBye(String name);

	}

	interface Overloaded {

		String find(long id);

		String find(String name);

	}

	@RemoteService
	static class Clerk implements Comparable<Clerk> {

		@Override
		public int compareTo(Clerk other) {
			return 0;
		}

	}

	@RemoteService
	static class Both implements Hello, Bye {

		@Override
		public String sayHello(String name) {
			return name;
		}

		@Override
		public String sayBye(String name) {
			return name;
		}

	}

	@RemoteService(contract = Bye.class)
	static class Wrong implements Hello {

		@Override
		public String sayHello(String name) {
			return name;
		}

	}

	@OnlyRpc
	static class Empty {

	}

	@OnlyRpc
	static class NoContract {

		@Bean
		Clerk clerk() {
			return new Clerk();
		}

	}

	@OnlyRpc
	static class SeveralContracts {

		@Bean
		Both both() {
			return new Both();
		}

	}

	@OnlyRpc
	static class WrongContract {

		@Bean
		Wrong wrong() {
			return new Wrong();
		}

	}

	@OnlyRpc
	static class OneNameTwice {

		@Bean
		HelloBean first() {
			return new HelloBean();
		}

		@Bean
		HelloBean second() {
			return new HelloBean();
		}

	}

	@OnlyRpc
	static class OverloadedService {

		@Bean
		@RemoteService
		Overloaded overloaded() {
			return new Overloaded() {

				@Override
				public String find(long id) {
					return "";
				}

				@Override
				public String find(String name) {
					return name;
				}

			};
		}

	}

	@OnlyRpc
	static class PrototypeService {

		@Bean
		@Scope("prototype")
		HelloBean hello() {
			return new HelloBean();
		}

	}

	@OnlyRpc
	static class ExposedClient {

		@Bean
		@RemoteService
		Hello again(@RemoteReference("inprocess://local") Hello hello) {
			return hello;
		}

	}

}
