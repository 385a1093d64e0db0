package io.github.rpcboot.autoconfigure.test.app;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.test.RpcTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A fake answers a plain contract, and keeps what a provider would.
 */
@RpcTest(value = Till.class,
		properties = { "rpc.endpoints.stock=http://localhost:1", "rpc.consumer.targets.stock.ssl.bundle=production" })
@Import(FakeStock.class)
class FakeInASliceTests {

	@Autowired
	Till till;

	@Autowired
	FakeStock fake;

	@Autowired
	ApplicationContext context;

	@BeforeEach
	void reset() {
		this.fake.calls.set(0);
	}

	@Test
	void theFakeAnswersInsteadOfTheConfiguredAddressAndItsSettings() throws SoldOut {
		assertThat(this.till.take("tea")).isEqualTo(FakeStock.TEA);
	}

	@Test
	void theResultHasBeenEncodedAndDecoded() throws SoldOut {
		assertThat(this.till.take("tea")).isNotSameAs(FakeStock.TEA);
	}

	@Test
	void aDeclaredExceptionArrivesAsItself() {
		assertThatExceptionOfType(SoldOut.class).isThrownBy(() -> this.till.take("coffee"))
			.satisfies((ex) -> assertThat(ex.getItem()).isEqualTo("coffee"));
	}

	@Test
	void anUndeclaredExceptionDoesNotAndIsTheCause() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.till.take("milk"))
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.UNKNOWN))
			.havingCause()
			.isInstanceOf(IllegalArgumentException.class)
			.withMessage("no milk");
	}

	@Test
	void anUnavailableFakeIsAskedAgainAsAnUnreachableApplicationIs() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.till.take("unreachable"))
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.UNAVAILABLE))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo("No way there"));
		assertThat(this.fake.calls).hasValue(3);
	}

	@Test
	void anExceptionOfOursWithAPlaceIsNotTakenForThatOfAFurtherCall() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.till.take("forbidden"))
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.PERMISSION_DENIED))
			.satisfies((ex) -> assertThat(ex.instance()).isEqualTo("rpctest://fake"));
	}

	@Test
	void aFailedAssertionInTheFakeFailsTheTest() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.till.take("wrong"))
			.withMessage("nobody should ask for wrong");
	}

	@Test
	void theSliceHoldsTheNamedComponentsOnly() {
		assertThat(this.context.getBeansOfType(Window.class)).isEmpty();
		assertThat(this.context.getBeansOfType(StockService.class)).isEmpty();
		assertThat(this.context.containsBean("dispatcherServlet")).isFalse();
	}

}
