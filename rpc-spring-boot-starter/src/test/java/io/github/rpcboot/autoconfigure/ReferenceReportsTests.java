package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.RemoteReference;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application says whose references lead nowhere.
 */
class ReferenceReportsTests {

	private static final String HERE = ReferenceReportsTests.class.getName();

	@Test
	void aReferenceWithoutAnEndpoint() {
		assertReport(Reports.ofStart(ToDemoProvider.class),
				"Nothing says where the application 'demo-provider' of @RemoteReference(\"demo-provider\") Hello lives.",
				"Add 'rpc.endpoints.demo-provider: http://localhost:8081'.");
	}

	@Test
	void aReferenceWithoutAnEndpointOfThatNameButWithASimilarOne() {
		assertReport(Reports.ofStart(ToDemoProvider.class, "rpc.endpoints.demo-provder=http://localhost:8081"),
				"Nothing says where the application 'demo-provider' of @RemoteReference(\"demo-provider\") Hello lives.",
				"Add 'rpc.endpoints.demo-provider: http://localhost:8081', or did you mean 'demo-provder'?");
	}

	@Test
	void anEmptyReferenceWithoutAnyEndpoint() {
		assertReport(Reports.ofStart(ToTheOnlyOne.class),
				"Nothing says where the provider of @RemoteReference Hello lives.",
				"Name the application, and add 'rpc.endpoints.<application>: http://localhost:8081'.");
	}

	@Test
	void anEmptyReferenceWithSeveralApplications() {
		assertReport(
				Reports.ofStart(ToTheOnlyOne.class, "rpc.endpoints.b=http://localhost:1",
						"rpc.endpoints.a=http://localhost:2"),
				"@RemoteReference Hello names no application, and several are configured: [a, b].",
				"Name one of them, for example @RemoteReference(\"a\").");
	}

	@Test
	void aParameterOfAMethodThatSpringDoesNotCall() {
		assertReport(Reports.ofStart(OnAnOrdinaryMethod.class),
				"@RemoteReference stands on a parameter of the method 'greet' of " + HERE
						+ "$OrdinaryMethod, which Spring does not call.",
				"Add @Autowired to the method, or put the annotation on a constructor parameter or a field.");
	}

	@Test
	void aParameterOfAConstructorThatSpringDoesNotCall() {
		assertReport(Reports.ofStart(OnOneOfTwoConstructors.class),
				"@RemoteReference stands on a parameter of a constructor of " + HERE
						+ "$TwoConstructors, which Spring does not call.",
				"Leave it the only constructor, or add @Autowired to it.");
	}

	@Test
	void aPlainInjectionPointOfAContractThatHasOnlyAReference() {
		assertReport(Reports.ofStart(PlainBesideReference.class, "rpc.endpoints.demo-provider=http://localhost:8081"),
				"A plain injection point wants a " + Hello.class.getName()
						+ ", and there is no local bean of that type. There is a remote reference, "
						+ "@RemoteReference(\"demo-provider\") " + Hello.class.getName()
						+ ", which answers only injection points that carry the same annotation.",
				"Put @RemoteReference on the injection point to call the remote service, or define a local bean.");
	}

	@Test
	void severalLocalBeansAreLeftToBootsOwnReport() {
		FailureAnalysis report = Reports.ofStart(TwoLocalBeans.class, "rpc.endpoints.demo-provider=http://localhost:1");
		assertThat(report.getDescription()).contains("required a single bean, but 2 were found");
	}

	@Test
	void aReferenceInAClassThatItsBeanMethodHides() {
		FailureAnalysis report = Reports.ofStart(HiddenClass.class, "rpc.endpoints.demo-provider=http://localhost:1");
		assertThat(report.getDescription()).startsWith("@RemoteReference(\"demo-provider\") " + Hello.class.getName()
				+ " was not seen when the classes of the beans were read");
		assertThat(report.getAction()).isEqualTo("Let the @Bean method declare the class that it returns, or take the"
				+ " reference as a parameter of that method.");
	}

	@Test
	void aReferenceOnAClass() {
		FailureAnalysis report = Reports.ofStart(ToAClass.class);
		assertThat(report.getDescription()).isEqualTo("@RemoteReference stands on the field 'hello' of " + HERE
				+ "$ClassField, whose type " + HelloBean.class.getName() + " is not an interface.");
	}

	@Test
	void aUrlOfAnUnknownProtocol() {
		assertReport(Reports.ofStart(ToGopher.class),
				"The URL of 'gopher://localhost:70' begins with 'gopher://', a protocol that is not known here.",
				"Use one of [http, https, grpc, grpcs, inprocess].");
	}

	@Test
	void anEndpointOfAnUnknownProtocol() {
		assertReport(Reports.ofStart(ToDemoProvider.class, "rpc.endpoints.demo-provider=htp://localhost:8081"),
				"The URL of 'demo-provider' begins with 'htp://', a protocol that is not known here.",
				"Use one of [http, https, grpc, grpcs, inprocess].");
	}

	@Test
	void aListThatMixesProtocols() {
		assertReport(
				Reports.ofStart(ToDemoProvider.class,
						"rpc.endpoints.demo-provider=http://localhost:8081,inprocess://local"),
				"The list 'rpc.endpoints.demo-provider' mixes the protocols [http, inprocess].",
				"List instances of one protocol only (http and https count as one, grpc and grpcs as well).");
	}

	@Test
	void anEmptyListOfEndpoints() {
		assertReport(Reports.ofStart(ToDemoProvider.class, "rpc.endpoints.demo-provider="),
				"'rpc.endpoints.demo-provider' lists no URL.",
				"Write at least one, for example rpc.endpoints.demo-provider=http://localhost:8081");
	}

	@Test
	void anUnknownSslBundle() {
		FailureAnalysis report = Reports.ofStart(ToDemoProvider.class,
				"rpc.endpoints.demo-provider=https://localhost:8081",
				"rpc.consumer.targets.demo-provider.ssl.bundle=internal");
		assertThat(report.getDescription()).startsWith("'rpc.consumer.targets.demo-provider.ssl.bundle' names the SSL "
				+ "bundle 'internal', which cannot be used: ");
		assertThat(report.getAction()).isEqualTo("Define it below 'spring.ssl.bundle', or name another one.");
	}

	private static void assertReport(FailureAnalysis report, String description, String action) {
		assertThat(report.getDescription()).isEqualTo(description);
		assertThat(report.getAction()).isEqualTo(action);
	}

	@OnlyRpc
	@Import(ToDemoProvider.Greeter.class)
	static class ToDemoProvider {

		record Greeter(@RemoteReference("demo-provider") Hello hello) {
		}

	}

	@OnlyRpc
	@Import(ToTheOnlyOne.Greeter.class)
	static class ToTheOnlyOne {

		record Greeter(@RemoteReference Hello hello) {
		}

	}

	@OnlyRpc
	@Import(ToGopher.Greeter.class)
	static class ToGopher {

		record Greeter(@RemoteReference("gopher://localhost:70") Hello hello) {
		}

	}

	@OnlyRpc
	static class OnAnOrdinaryMethod {

		@Bean
		OrdinaryMethod ordinary() {
			return new OrdinaryMethod();
		}

	}

	static class OrdinaryMethod {

		String greet(@RemoteReference("demo-provider") Hello hello) {
			return hello.sayHello("World");
		}

	}

	@OnlyRpc
	@Import(TwoConstructors.class)
	static class OnOneOfTwoConstructors {

	}

	static class TwoConstructors {

		TwoConstructors() {
		}

		TwoConstructors(@RemoteReference("demo-provider") Hello hello) {
		}

	}

	@OnlyRpc
	@Import({ ToDemoProvider.Greeter.class, PlainBesideReference.Plain.class })
	static class PlainBesideReference {

		static class Plain {

			@Autowired
			Hello hello;

		}

	}

	@OnlyRpc
	@Import(ClassField.class)
	static class ToAClass {

	}

	static class ClassField {

		@RemoteReference("demo-provider")
		HelloBean hello;

	}

	@OnlyRpc
	@Import({ ToDemoProvider.Greeter.class, PlainBesideReference.Plain.class })
	static class TwoLocalBeans {

		@Bean
		HelloBean one() {
			return new HelloBean();
		}

		@Bean
		HelloBean two() {
			return new HelloBean();
		}

	}

	@OnlyRpc
	static class HiddenClass {

		@Bean
		Runnable hidden() {
			return new Hidden();
		}

	}

	static class Hidden implements Runnable {

		@RemoteReference("demo-provider")
		Hello hello;

		@Override
		public void run() {
			this.hello.sayHello("World");
		}

	}

}
