package io.github.rpcboot.autoconfigure.test.app;

import java.math.BigDecimal;

import io.github.rpcboot.autoconfigure.test.RpcRecording;
import io.github.rpcboot.autoconfigure.test.RpcTest;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contexts are shared by test classes whose answers are equal, and by no others.
 */
class ContextCachingTests {

	@Test
	void equalRecordingsShareAContext() {
		assertThat(contextOf(One.class)).isSameAs(contextOf(Same.class));
	}

	@Test
	void otherRecordingsAndOtherWaysDoNot() {
		assertThat(contextOf(One.class)).isNotSameAs(contextOf(Other.class)).isNotSameAs(contextOf(InProcess.class));
		assertThat(contextOf(Other.class)).isNotSameAs(contextOf(InProcess.class));
	}

	@Test
	void aSharedContextCarriesNothingFromOneTestToTheNext() throws Exception {
		TestContextManager one = new TestContextManager(One.class);
		TestContextManager same = new TestContextManager(Same.class);
		begin(one);
		assertThat(price(one)).isEqualTo(new BigDecimal("4.50"));
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> till(one).take("milk"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> end(one))
			.withMessageContaining("has no answer to POST /rpc/Stock/find {\"name\":\"milk\"}");
		begin(same);
		assertThat(price(same)).isEqualTo(new BigDecimal("4.50"));
		assertThatCode(() -> end(same)).doesNotThrowAnyException();
	}

	@Test
	void aClassThatMustUseAllFailsAtItsEndIfItDoesNot() throws Exception {
		TestContextManager demanding = new TestContextManager(Demanding.class);
		begin(demanding);
		price(demanding);
		end(demanding);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(demanding::afterTestClass)
			.withMessageContaining("exchange 2: POST /rpc/Stock/find {\"name\":\"tea\"}");
		begin(demanding);
		price(demanding);
		price(demanding);
		end(demanding);
		assertThatCode(demanding::afterTestClass).doesNotThrowAnyException();
	}

	private static void begin(TestContextManager manager) throws Exception {
		Object instance = manager.getTestContext().getTestClass().getDeclaredConstructor().newInstance();
		manager.prepareTestInstance(instance);
		manager.beforeTestMethod(instance, Object.class.getMethod("toString"));
	}

	private static void end(TestContextManager manager) throws Exception {
		manager.afterTestMethod(manager.getTestContext().getTestInstance(), Object.class.getMethod("toString"), null);
	}

	private static BigDecimal price(TestContextManager manager) throws SoldOut {
		return till(manager).take("tea").price();
	}

	private static Till till(TestContextManager manager) {
		return manager.getTestContext().getApplicationContext().getBean(Till.class);
	}

	private static ApplicationContext contextOf(Class<?> testClass) {
		return new TestContextManager(testClass).getTestContext().getApplicationContext();
	}

	@RpcTest(Till.class)
	@RpcRecording(application = "stock", file = "recordings/stock.json")
	static class One {

	}

	@RpcTest(Till.class)
	@RpcRecording(application = "stock", file = "recordings/stock.json")
	static class Same {

	}

	@RpcTest(Till.class)
	@RpcRecording(application = "stock", file = "recordings/rates.json")
	static class Other {

	}

	@RpcTest(value = { Till.class, StockService.class }, inProcess = "stock")
	static class InProcess {

	}

	@RpcTest(Till.class)
	@RpcRecording(application = "stock", file = "recordings/stock.json", allUsed = true)
	static class Demanding {

	}

}
