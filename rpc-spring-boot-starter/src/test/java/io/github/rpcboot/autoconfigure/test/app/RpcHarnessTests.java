package io.github.rpcboot.autoconfigure.test.app;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.Hello;
import io.github.rpcboot.autoconfigure.test.RpcHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * References in plain JUnit tests.
 */
class RpcHarnessTests {

	@Test
	void anObjectAnswersInProcess() throws SoldOut {
		try (RpcHarness rpc = RpcHarness.inProcess(Stock.class, new StockService())
			.and(Hello.class, (name) -> "Hello, " + name)) {
			assertThat(rpc.reference(Stock.class).find("tea").price()).isEqualTo(new BigDecimal("3.00"));
			assertThat(rpc.reference(Hello.class).sayHello("Ada")).isEqualTo("Hello, Ada");
		}
	}

	@Test
	void anObjectAnswersOverHttpAtARandomPort() throws SoldOut {
		try (RpcHarness rpc = RpcHarness.overHttp(Stock.class, new StockService())
			.and(Hello.class, (name) -> "Hello, " + name)) {
			assertThat(rpc.reference(Stock.class).find("tea").name()).isEqualTo("tea");
			assertThat(rpc.reference(Hello.class).sayHello("Ada")).isEqualTo("Hello, Ada");
			assertThatExceptionOfType(SoldOut.class).isThrownBy(() -> rpc.reference(Stock.class).find("coffee"))
				.satisfies((ex) -> assertThat(ex.getItem()).isEqualTo("coffee"));
		}
	}

	@Test
	void theInstanceOfAHarnessOverHttpIsAPortOfThisMachine() {
		try (RpcHarness rpc = RpcHarness.overHttp(Hello.class, (name) -> {
			throw new IllegalStateException();
		})) {
			assertThatExceptionOfType(RpcException.class).isThrownBy(() -> rpc.reference(Hello.class).sayHello("Ada"))
				.satisfies((ex) -> assertThat(ex.instance()).matches("http://localhost:[1-9][0-9]+.*"));
		}
	}

	@Test
	void aFakeAnswersContractsMappedToRestToo() {
		try (RpcHarness rpc = RpcHarness.faking(Rates.class, (currency) -> BigDecimal.TEN)
			.and(Stock.class, new FakeStock())) {
			assertThat(rpc.reference(Rates.class).rate("EUR")).isEqualTo(BigDecimal.TEN);
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> rpc.reference(Stock.class).find("wrong"))
				.withMessage("nobody should ask for wrong");
		}
	}

	@Test
	void aRecordingAnswers() throws SoldOut {
		try (RpcHarness rpc = RpcHarness.replaying("recordings/stock.json")) {
			assertThat(rpc.reference(Stock.class).find("tea").price()).isEqualTo(new BigDecimal("4.50"));
			assertThatExceptionOfType(AssertionError.class).isThrownBy(rpc::assertAllUsed)
				.withMessage("Nobody asked for these exchanges of the recording 'recordings/stock.json' of 'provider':"
						+ " exchange 2: POST /rpc/Stock/find {\"name\":\"tea\"}. Remove them from the file, or let a"
						+ " test ask for them; run all tests of the class.");
			rpc.reference(Stock.class).find("tea");
			rpc.assertAllUsed();
		}
	}

	@Test
	void closingFailsIfSomethingWasNotRecorded() {
		RpcHarness rpc = RpcHarness.replaying("recordings/stock.json");
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> rpc.reference(Stock.class).find("milk"))
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.UNIMPLEMENTED))
			.satisfies((ex) -> assertThat(ex.attempts()).isEqualTo(1))
			.withMessageContaining("has no answer to POST /rpc/Stock/find {\"name\":\"milk\"}");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(rpc::close)
			.withMessage("The recording 'recordings/stock.json' of 'provider' has no answer to POST /rpc/Stock/find"
					+ " {\"name\":\"milk\"}. Nearest is exchange 1, where the body differs at '/name' recorded \"tea\","
					+ " asked \"milk\". Correct the test or the file, or record it again: run the test with"
					+ " -Drpc.record.provider=<URL of a 'provider' that runs>.");
	}

	@Test
	void recordedOnceAndReplayedThen(@TempDir Path folder) throws Exception {
		String file = folder.resolve("new/stock.json").toString();
		try (RpcHarness provider = RpcHarness.overHttp(Stock.class, new StockService())) {
			String url = ofInstance(provider);
			try (RpcHarness rpc = RpcHarness.replaying(file).with("rpc.record.provider", url)) {
				assertThat(rpc.reference(Stock.class).find("tea").name()).isEqualTo("tea");
				assertThatExceptionOfType(SoldOut.class).isThrownBy(() -> rpc.reference(Stock.class).find("coffee"));
			}
		}
		assertThat(Files.readString(Path.of(file))).contains("\"path\" : \"/rpc/Stock/find\"");
		try (RpcHarness rpc = RpcHarness.replaying(file)) {
			assertThat(rpc.reference(Stock.class).find("tea").price()).isEqualTo(new BigDecimal("3.00"));
			assertThatExceptionOfType(SoldOut.class).isThrownBy(() -> rpc.reference(Stock.class).find("coffee"))
				.satisfies((ex) -> assertThat(ex.getItem()).isEqualTo("coffee"));
			rpc.assertAllUsed();
		}
	}

	private static String ofInstance(RpcHarness provider) {
		try {
			provider.and(Hello.class, (name) -> {
				throw new RpcException(RpcStatus.ABORTED, "no");
			}).reference(Hello.class).sayHello("");
			throw new AssertionError();
		}
		catch (RpcException ex) {
			return String.valueOf(ex.instance()).replaceFirst(" .*", "");
		}
	}

	@Test
	void propertiesHold() {
		try (RpcHarness rpc = RpcHarness.inProcess(Hello.class, (name) -> "x".repeat(2000))
			.with("rpc.max-message-size", "1KB")) {
			assertThatExceptionOfType(RpcException.class).isThrownBy(() -> rpc.reference(Hello.class).sayHello("Ada"))
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED));
		}
	}

	@Test
	void aWrongPropertyIsRefusedAsInAnApplication() {
		try (RpcHarness rpc = RpcHarness.inProcess(Hello.class, (name) -> name).with("rpc.consumer.timout", "1s")) {
			assertThatExceptionOfType(RpcConfigurationException.class).isThrownBy(() -> rpc.reference(Hello.class))
				.withMessageContaining("Did you mean 'rpc.consumer.timeout'?");
		}
	}

	@Test
	void aContractThatIsNoneIsRefusedAsInAnApplication() {
		try (RpcHarness rpc = RpcHarness.inProcess(Wrong.class, (anything) -> null)) {
			assertThatExceptionOfType(RpcConfigurationException.class).isThrownBy(() -> rpc.reference(Wrong.class))
				.withMessageContaining("Wrong");
		}
	}

	@Test
	void aContractThatNothingAnswersIsRefused() {
		try (RpcHarness rpc = RpcHarness.inProcess(Hello.class, (name) -> name)) {
			assertThatExceptionOfType(RpcConfigurationException.class).isThrownBy(() -> rpc.reference(Stock.class))
				.withMessage("Nothing answers " + Stock.class.getName() + " in this harness. Add and(Stock.class, …).");
		}
	}

	@Test
	void aContractMappedToRestNeedsAFake() {
		try (RpcHarness rpc = RpcHarness.inProcess(Rates.class, (currency) -> BigDecimal.ONE)) {
			assertThatExceptionOfType(RpcConfigurationException.class).isThrownBy(() -> rpc.reference(Rates.class))
				.withMessageContaining("is mapped to HTTP by annotations, and no HTTP is spoken in process");
		}
	}

	@Test
	void aContractMappedToRestIsServedOverHttp() {
		try (RpcHarness rpc = RpcHarness.overHttp(Rates.class, (currency) -> BigDecimal.TEN)
			.and(Stock.class, new StockService())) {
			assertThat(rpc.reference(Rates.class).rate("EUR")).isEqualByComparingTo(BigDecimal.TEN);
			assertThat(rpc.reference(Stock.class)).isNotNull();
		}
	}

	@Test
	void aServiceThatIsMappedToRestDoesNoHarmInProcess() {
		try (RpcHarness rpc = RpcHarness.inProcess(Rates.class, (currency) -> BigDecimal.ONE)
			.and(Hello.class, (name) -> name)) {
			assertThat(rpc.reference(Hello.class)).isNotNull();
		}
	}

	@Test
	void whatComesTooLateIsRefused() {
		try (RpcHarness rpc = RpcHarness.inProcess(Hello.class, (name) -> name)) {
			rpc.reference(Hello.class);
			assertThatIllegalStateException().isThrownBy(() -> rpc.with("a", "b"))
				.withMessage("The harness has started. Call with before the first reference(…).");
			assertThatIllegalStateException().isThrownBy(() -> rpc.and(Stock.class, new StockService()));
		}
	}

	interface Wrong {

		Object anything(Object anything);

	}

}
