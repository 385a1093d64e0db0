package io.github.rpcboot.provider;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcFailure;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class JakartaArgumentValidatorTests {

	private static final ValidatorFactory FACTORY = Validation.buildDefaultValidatorFactory();

	private final Provided provided = new Provided();

	@AfterAll
	static void close() {
		FACTORY.close();
	}

	@BeforeEach
	void validate() {
		this.provided.validator = ArgumentValidator.using(FACTORY.getValidator());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					greet | {'name':' '}                                  | '$.name' must not be blank
					greet | {}                                            | '$.name' must not be blank
					buy   | {}                                            | '$.sku' must not be blank
					buy   | {'sku':'a','tags':['x','']}                   | '$.tags[1]' must not be blank
					buy   | {'sku':'a','items':[{'amount':2},{}]}         | '$.items[1].amount' is not valid
					buy   | {'sku':'','tags':['']}                        | '$.sku' must not be blank; '$.tags[0]' must not be blank
					pay   | {'amount':9,'card':'18'}                      | '$.amount' must be greater than or equal to 10
					pay   | {'amount':10,'card':'4111111111111112'}       | '$.card' is not valid
					""")
	void aWrongArgumentIsNamedByItsPathAndNotByItsValue(String method, String json, String problems) {
		RpcFailure failure = this.provided.failure(method, json);

		assertThat(failure.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
		assertThat(failure.message()).isEqualTo("The request is not valid: " + problems + ".");
		assertThat(this.provided.shop.calls).isZero();
	}

	@Test
	void rightArgumentsReachTheBean() {
		this.provided.handle("pay", "{'amount':10,'card':'18'}");
		this.provided.handle("buy", "{'sku':'a','items':[{'amount':1}],'tags':['x']}");
		this.provided.handle("greet", "{'name':'x'}");

		assertThat(this.provided.shop.calls).isEqualTo(3);
	}

	@Test
	void aMethodWithoutConstraintsIsNotChecked() {
		assertThat(this.provided.validator.forMethod(this.provided.services().find("Shop", "later"), ShopBean.class))
			.isNull();
	}

}
