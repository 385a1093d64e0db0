package io.github.rpcboot.autoconfigure.test.app;

import java.math.BigDecimal;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.autoconfigure.test.AutoConfigureRpcTest;
import io.github.rpcboot.autoconfigure.test.RpcFake;
import io.github.rpcboot.autoconfigure.test.RpcRecording;
import io.github.rpcboot.autoconfigure.test.RpcTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.autoconfigure.json.JsonTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a test says whose references are answered in a wrong way.
 */
class ReportsTests {

	@Test
	void aReferenceThatNothingAnswersTellsTheThreeWays() {
		assertReport(Unanswered.class,
				"Nothing says where the application 'stock' of @RemoteReference(\"stock\") Stock lives.",
				"Add 'rpc.endpoints.stock: http://localhost:8081'. In a test, let one of these answer: (1) a fake, which"
						+ " is a bean of type Stock with @RpcFake(\"stock\"), or a mock by @MockitoBean"
						+ " @RemoteReference(\"stock\"); (2) a @RemoteService bean of the test, by"
						+ " @AutoConfigureRpcTest(inProcess = \"stock\"); (3) recorded exchanges, by"
						+ " @RpcRecording(application = \"stock\", file = \"recordings/stock.json\").");
	}

	@Test
	void twoFakesForOneReference() {
		assertReport(TwoFakes.class, "The beans ['one', 'two'] with @RpcFake(\"stock\") all answer Stock.",
				"Remove the annotation from all but one.");
	}

	@Test
	void aFakeOfAnotherType() {
		assertReport(OtherFake.class,
				"The application 'stock' is answered by the fakes [rates] in this test, and none of them is a Stock.",
				"Let one of them implement it, or add a bean of that type with @RpcFake(\"stock\").");
	}

	@Test
	void aFakeForAnApplicationThatNobodyNamesBesideAReferenceThatNothingAnswers() {
		assertReport(MisspeltFake.class,
				"This test answers calls to [stok], which no @RemoteReference in its context names. There are"
						+ " references to [stock], which it does not answer.",
				"Correct the name, or remove the answer. Fakes may only stand there unused where every reference is"
						+ " answered.");
	}

	@Test
	void aFakeThatNobodyAsksIsNoMistakeWhereEveryReferenceIsAnswered() {
		assertThat(catchThrowable(() -> start(UnusedFake.class))).isNull();
	}

	@Test
	void anApplicationThatIsAnsweredTwice() {
		assertReport(AnsweredTwice.class,
				"The application 'stock' has several answers in this test: the fakes [" + FakeStock.class.getName()
						+ "] and the recording 'recordings/stock.json'.",
				"Leave one of them. A test class of its own may have another.");
	}

	@Test
	void twoRecordingsOfOneApplication() {
		assertReport(RecordedTwice.class,
				"The application 'stock' has several answers in this test: the recording 'recordings/stock.json' and"
						+ " the recording 'recordings/rates.json'.",
				"Leave one of them. A test class of its own may have another.");
	}

	@Test
	void aRecordingThatIsNotThere() {
		assertReport(Missing.class,
				"The recording 'recordings/none.json' of 'stock' is not there, neither as"
						+ " src/test/resources/recordings/none.json below the working directory nor on the class path.",
				"Correct its name, or record it: run the test with -Drpc.record.stock=<URL of a 'stock' that runs>.");
	}

	@Test
	void aSliceWithoutRemoteCalls() {
		assertReport(OtherSlice.class,
				"The annotations of this test answer remote calls, and there are none in its context.",
				"Add @AutoConfigureRpcTest to the test class, which brings them into a slice.");
	}

	@Test
	void aLocalServerWhereThereIsNone() {
		assertReport(NoServer.class, "localServer = [stock] names the web server of this test, which has none.",
				"Use @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT), or inProcess instead of"
						+ " localServer.");
	}

	@Test
	void anAddressToRecordAtThatIsNone() {
		assertReport(WrongRecordingAddress.class,
				"rpc.record.stock is 'localhost:8081', which is not the URL of an application.",
				"Write it like -Drpc.record.stock=http://localhost:8081.");
	}

	private static void assertReport(Class<?> testClass, String description, String action) {
		Throwable failure = catchThrowable(() -> start(testClass));
		assertThat(failure).isNotNull();
		assertThat(NestedExceptionUtils.getMostSpecificCause(failure))
			.isInstanceOfSatisfying(RpcConfigurationException.class, (ex) -> {
				assertThat(ex.description()).isEqualTo(description);
				assertThat(ex.action()).isEqualTo(action);
			});
	}

	private static void start(Class<?> testClass) {
		new TestContextManager(testClass).getTestContext().getApplicationContext();
	}

	@RpcTest(Till.class)
	static class Unanswered {

	}

	@RpcTest(Till.class)
	@Import(TwoFakes.Beans.class)
	static class TwoFakes {

		@TestConfiguration(proxyBeanMethods = false)
		static class Beans {

			@Bean
			@RpcFake("stock")
			FakeStock one() {
				return new FakeStock();
			}

			@Bean
			@RpcFake("stock")
			Stock two() {
				return new FakeStock();
			}

		}

	}

	@RpcTest(Till.class)
	@Import(OtherFake.Beans.class)
	static class OtherFake {

		@TestConfiguration(proxyBeanMethods = false)
		static class Beans {

			@Bean
			@RpcFake("stock")
			Rates rates() {
				return (currency) -> BigDecimal.ONE;
			}

		}

	}

	@RpcTest(Till.class)
	@Import(Misspelt.class)
	static class MisspeltFake {

	}

	@RpcFake("stok")
	static class Misspelt extends FakeStock {

	}

	@RpcTest(Till.class)
	@Import({ FakeStock.class, Misspelt.class })
	static class UnusedFake {

	}

	@RpcTest(Till.class)
	@Import(FakeStock.class)
	@RpcRecording(application = "stock", file = "recordings/stock.json")
	static class AnsweredTwice {

	}

	@RpcTest(Till.class)
	@RpcRecording(application = "stock", file = "recordings/stock.json")
	@RpcRecording(application = "stock", file = "recordings/rates.json")
	static class RecordedTwice {

	}

	@RpcTest(Till.class)
	@RpcRecording(application = "stock", file = "recordings/none.json")
	static class Missing {

	}

	@JsonTest
	@RpcRecording(application = "stock", file = "recordings/stock.json")
	static class OtherSlice {

	}

	@RpcTest
	@AutoConfigureRpcTest(localServer = "stock")
	static class NoServer {

		@RemoteReference("stock")
		Stock stock;

	}

	@RpcTest(value = Till.class, properties = "rpc.record.stock=localhost:8081")
	@RpcRecording(application = "stock", file = "recordings/stock.json")
	static class WrongRecordingAddress {

	}

}
