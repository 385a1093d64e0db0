package io.github.rpcboot.call;

import java.math.BigDecimal;
import java.util.List;

import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RpcFailure.DeclaredException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DeclaredExceptionsTests {

	private final MethodCodec codec = Messages.of(Shop.class).codec("buy");

	@Test
	void aDeclaredExceptionIsWrittenWithItsFields() {
		RpcFailure failure = this.codec.encodeException(new OutOfStock("s-1", 2, new BigDecimal("1.50")));

		assertThat(failure.status()).isEqualTo(RpcStatus.FAILED_PRECONDITION);
		assertThat(failure.message()).isEqualTo("2 left of s-1");
		assertThat(failure.failureClass()).isEqualTo(FailureClass.ANSWERED);
		assertThat(failure.exception().name()).isEqualTo("OutOfStock");
		assertThat(Messages.text(failure.exception().fields())).isEqualTo("{'sku':'s-1','left':2,'price':'1.50'}");
	}

	@Test
	void aDeclaredExceptionIsMadeAgainWithItsFields() {
		RpcFailure failure = this.codec.encodeException(new OutOfStock("s-1", 2, new BigDecimal("1.50")));

		assertThat(this.codec.decodeException(failure)).isInstanceOfSatisfying(OutOfStock.class, (ex) -> {
			assertThat(ex).hasMessage("2 left of s-1").hasNoCause();
			assertThat(ex.getSku()).isEqualTo("s-1");
			assertThat(ex.getLeft()).isEqualTo(2);
			assertThat(ex.getPrice()).isEqualTo(new BigDecimal("1.50"));
		});
	}

	@Test
	void aSubtypeTravelsAsItsNearestDeclaredSupertype() {
		RpcFailure failure = this.codec.encodeException(new SoldOutForever("s-1"));

		assertThat(failure.exception().name()).isEqualTo("OutOfStock");
		assertThat(this.codec.decodeException(failure)).isExactlyInstanceOf(OutOfStock.class);
	}

	@Test
	void theNearestOfTwoDeclaredSupertypesIsTaken() {
		RpcFailure failure = this.codec.encodeException(new CardRefused("stolen"));

		assertThat(failure.exception().name()).isEqualTo("shop.CardRefused");
		assertThat(failure.status()).isEqualTo(RpcStatus.NOT_FOUND);
		assertThat(this.codec.decodeException(failure)).isExactlyInstanceOf(CardRefused.class).hasMessage("stolen");
	}

	@Test
	void anExceptionWithoutMessageIsNamed() {
		assertThat(this.codec.encodeException(new PaymentFailed(null)).message()).isEqualTo("PaymentFailed");
	}

	@ParameterizedTest
	@ValueSource(classes = { IllegalStateException.class, Exception.class, Error.class })
	void anythingElseIsNotDeclared(Class<? extends Throwable> type) throws ReflectiveOperationException {
		assertThat(this.codec.encodeException(type.getConstructor(String.class).newInstance("x"))).isNull();
	}

	@Test
	void aFieldThatCannotBeReadIsInternalAndTellsNoClass() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.codec.encodeException(new Unreadable("x")))
			.withMessage("The field 'secret' of Unreadable cannot be read.")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.INTERNAL));
	}

	@Test
	void anExceptionOfAnotherNameIsNotMade() {
		assertThat(decode("java.lang.OutOfMemoryError", "{}")).isNull();
		assertThat(decode("CardRefused", "{'message':'x'}")).isNull();
		assertThat(decode("outofstock", "{}")).isNull();
		assertThat(this.codec.decodeException(RpcFailure.answered(RpcStatus.FAILED_PRECONDITION, "x"))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'left':'two'}", "{'left':{}}", "[]", "{", "", "{'left':2,'left':3}", "7" })
	void wrongFieldsMakeNoException(String fields) {
		assertThat(decode("OutOfStock", fields)).isNull();
	}

	@Test
	void aConstructorThatThrowsMakesNoException() {
		assertThat(decode("OutOfStock", "{'sku':'throw'}")).isNull();
	}

	@Test
	void missingAndNewFieldsAreFine() {
		assertThat(decode("OutOfStock", "{'new':1}")).isInstanceOfSatisfying(OutOfStock.class, (ex) -> {
			assertThat(ex.getSku()).isNull();
			assertThat(ex.getLeft()).isZero();
		});
	}

	@Test
	void fieldsAreLimitedAsAResponseIs() {
		MethodCodec small = Messages.of(Shop.class, new RpcLimits(100, 100, 100)).codec("buy");

		assertThatExceptionOfType(RpcException.class)
			.isThrownBy(() -> small.encodeException(new OutOfStock("s".repeat(100), 1, null)))
			.withMessage("The response is larger than 100 bytes.");
	}

	private Throwable decode(String name, String fields) {
		return this.codec.decodeException(RpcFailure.answered(RpcStatus.FAILED_PRECONDITION, "x")
			.withException(new DeclaredException(name, Messages.bytes(fields))));
	}

	interface Shop {

		List<String> buy(String sku) throws OutOfStock, PaymentFailed, CardRefused, Unreadable;

	}

	static class OutOfStock extends Exception {

		private final String sku;

		private final int left;

		private final BigDecimal price;

		OutOfStock(String sku, int left, BigDecimal price) {
			super(left + " left of " + sku);
			if ("throw".equals(sku)) {
				throw new IllegalArgumentException(sku);
			}
			this.sku = sku;
			this.left = left;
			this.price = price;
		}

		String getSku() {
			return this.sku;
		}

		int getLeft() {
			return this.left;
		}

		BigDecimal getPrice() {
			return this.price;
		}

	}

	static class SoldOutForever extends OutOfStock {

		SoldOutForever(String sku) {
			super(sku, 0, BigDecimal.ONE);
		}

	}

	static class PaymentFailed extends RuntimeException {

		PaymentFailed(String message) {
			super(message);
		}

	}

	@RemoteContract("shop.CardRefused")
	@ResponseStatus(HttpStatus.NOT_FOUND)
	static class CardRefused extends PaymentFailed {

		CardRefused(String message) {
			super(message);
		}

	}

	static class Unreadable extends Exception {

		Unreadable(String secret) {
			super(secret);
		}

		String getSecret() {
			throw new IllegalStateException(getMessage());
		}

	}

}
