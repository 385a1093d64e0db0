package io.github.rpcboot.call;

import java.util.List;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is refused before a lenient parser sees it. */
class JsonFormTests {

	private final JsonForm form = new JsonForm(JsonCodec.strictMapper(List.of(), RpcLimits.DEFAULT));

	/** protobuf's parser would work out ten to the power of a billion. */
	@ParameterizedTest
	@ValueSource(strings = { "{\"n\":1e1000000000}", "{\"n\":\"1E+1000000000\"}", "{\"n\":\"-1.5e-1000000000\"}" })
	void aNumberWithAnExponentThatTakesSecondsIsRefused(String json) {
		assertThatThrownBy(() -> this.form.check(json.getBytes(), JsonProblem.REQUEST, true))
			.isInstanceOf(RpcException.class)
			.hasMessage("The request has a number with too large an exponent at '$.n'.")
			.extracting("status")
			.isEqualTo(RpcStatus.INVALID_ARGUMENT);
		assertThatCode(() -> this.form.check(json.getBytes(), JsonProblem.REQUEST, false)).doesNotThrowAnyException();
	}

	@Test
	void aKeyThatIsSuchANumberIsRefused() {
		assertThatThrownBy(() -> this.form.check("{\"n\":{\"1e99999\":true}}".getBytes(), JsonProblem.REQUEST, true))
			.hasMessageContaining("too large an exponent");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"n\":12e1}", "{\"n\":\"1e308\"}", "{\"n\":\"a1e10000\"}", "{\"n\":\"1e10000a\"}",
			"{\"n\":null,\"m\":[true,1.5]}" })
	void whatIsNoneIsLeftAlone(String json) {
		assertThatCode(() -> this.form.check(json.getBytes(), JsonProblem.REQUEST, true)).doesNotThrowAnyException();
	}

}
