package io.github.rpcboot.call;

import java.util.List;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcFailure.DeclaredException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorCodecTests {

	private final ErrorCodec codec = ErrorCodec.using(StrictJson.mapper(List.of(), RpcLimits.DEFAULT));

	@ParameterizedTest
	@CsvSource({ "CANCELED,1,canceled", "UNKNOWN,2,unknown", "INVALID_ARGUMENT,3,invalid_argument",
			"DEADLINE_EXCEEDED,4,deadline_exceeded", "NOT_FOUND,5,not_found", "ALREADY_EXISTS,6,already_exists",
			"PERMISSION_DENIED,7,permission_denied", "RESOURCE_EXHAUSTED,8,resource_exhausted",
			"FAILED_PRECONDITION,9,failed_precondition", "ABORTED,10,aborted", "OUT_OF_RANGE,11,out_of_range",
			"UNIMPLEMENTED,12,unimplemented", "INTERNAL,13,internal", "UNAVAILABLE,14,unavailable",
			"DATA_LOSS,15,data_loss", "UNAUTHENTICATED,16,unauthenticated" })
	void everyStatusHasItsBytes(RpcStatus status, int number, String code) {
		assertThat(status.number()).isEqualTo(number);
		assertThat(Messages.text(this.codec.encode(RpcFailure.answered(status, "Say \\'why'\n"))))
			.isEqualTo("{'code':'" + code + "','message':'Say \\\\'why'\\n'}");
	}

	@ParameterizedTest
	@EnumSource
	void everyStatusIsReadAgain(RpcStatus status) {
		RpcFailure failure = this.codec.decode(this.codec.encode(RpcFailure.answered(status, "Grüße, 世界")));

		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.message()).isEqualTo("Grüße, 世界");
		assertThat(failure.failureClass()).isEqualTo(FailureClass.ANSWERED);
		assertThat(failure.mayHaveExecuted()).isTrue();
		assertThat(failure.exception()).isNull();
	}

	@Test
	void aDeclaredExceptionStandsBesideTheCode() {
		byte[] json = this.codec.encode(declared());

		assertThat(Messages.text(json)).isEqualTo("{'code':'failed_precondition','message':'2 left',"
				+ "'exception':{'name':'OutOfStock','fields':{'sku':'s-1','left':2}}}");
		DeclaredException exception = this.codec.decode(json).exception();
		assertThat(exception.name()).isEqualTo("OutOfStock");
		assertThat(Messages.text(exception.fields())).isEqualTo("{'sku':'s-1','left':2}");
	}

	private static RpcFailure declared() {
		return RpcFailure.answered(RpcStatus.FAILED_PRECONDITION, "2 left")
			.withException(new DeclaredException("OutOfStock", Messages.bytes("{'sku':'s-1','left':2}")));
	}

	@Test
	void fieldsKeepEveryDigit() {
		RpcFailure failure = this.codec.decode(Messages.bytes("{'code':'aborted','exception':{'name':'X',"
				+ "'fields':{'price':12345678901234567890.1230,'id':9007199254740993}}}"));

		assertThat(Messages.text(failure.exception().fields())).contains("12345678901234567890.1230",
				"9007199254740993");
	}

	@Test
	void problemDetailsSayTheSame() {
		assertThat(Messages.text(this.codec.encodeProblem(RpcFailure.answered(RpcStatus.NOT_FOUND, "No s-1."), 404)))
			.isEqualTo("{'title':'not_found','status':404,'detail':'No s-1.','code':'not_found'}");
		assertThat(Messages.text(this.codec.encodeProblem(declared(), 400)))
			.isEqualTo("{'title':'failed_precondition','status':400,'detail':'2 left','code':'failed_precondition',"
					+ "'exception':{'name':'OutOfStock','fields':{'sku':'s-1','left':2}}}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "x", "{", "[]", "7", "null", "{}", "{'code':7}", "{'code':null}",
			"{'code':{'a':1}}", "{'code':'no_such_code'}", "{'code':'UNKNOWN'}", "<html>502 Bad Gateway</html>",
			"{'code':'aborted'} x", "{'code':'aborted','code':'unknown'}" })
	void garbageIsNoFailure(String json) {
		assertThat(this.codec.decode(Messages.bytes(json))).isNull();
	}

	@Test
	void garbageOfAnotherEncodingOrDepthIsNoFailure() {
		assertThat(this.codec.decode(new byte[] { (byte) 0xff, (byte) 0xfe, 0, 1 })).isNull();
		assertThat(this.codec.decode(Messages.bytes("{'x':" + "[".repeat(100_000)))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'code':'aborted'}", "{'code':'aborted','message':null}",
			"{'code':'aborted','message':{},'details':[{'type':'t'}],'exception':7}",
			"{'code':'aborted','exception':{'name':'X'}}", "{'code':'aborted','exception':{'name':'X','fields':[]}}",
			"{'code':'aborted','exception':{'name':7,'fields':{}}}" })
	void theCodeAloneIsEnough(String json) {
		RpcFailure failure = this.codec.decode(Messages.bytes(json));

		assertThat(failure.status()).isEqualTo(RpcStatus.ABORTED);
		assertThat(failure.message()).isEqualTo("aborted");
		assertThat(failure.exception()).isNull();
	}

	@Test
	void aHugeMessageIsCut() {
		byte[] json = Messages.bytes("{'code':'aborted','message':'" + "x".repeat(100_000) + "'}");

		assertThat(this.codec.decode(json).message()).isEqualTo("x".repeat(4096) + "…");
	}

	@Test
	void aHugeMessageIsNotSent() {
		RpcFailure failure = RpcFailure.answered(RpcStatus.ABORTED, "x".repeat(10_000_000));

		assertThat(this.codec.encode(failure).length).isLessThan(5000);
		assertThat(this.codec.encodeProblem(failure, 409).length).isLessThan(5000);
		assertThat(this.codec.decode(this.codec.encode(failure)).message()).startsWith("x").endsWith("…");
	}

	@Test
	void aMessageIsNotCutWithinACharacter() {
		RpcFailure failure = RpcFailure.answered(RpcStatus.ABORTED, "x" + "𝄞".repeat(10_000));

		assertThat(this.codec.decode(this.codec.encode(failure)).message()).endsWith("𝄞…");
	}

	@Test
	void halfACharacterInAMessageDoesNoHarm() {
		RpcFailure failure = RpcFailure.answered(RpcStatus.ABORTED, "\ud834 and \udd1e");

		assertThat(this.codec.decode(this.codec.encode(failure)).message()).isEqualTo("\ud834 and \udd1e");
	}

}
