package io.github.rpcboot.call;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonLimitsTests {

	private static final String WRAPPING = "{'value':''}";

	private final Messages messages = Messages.of(Limited.class, new RpcLimits(1000, 1000, 100));

	@Test
	void aRequestMayBeAsLargeAsTheLimit() {
		assertThat(this.messages.request("text", "x".repeat(1000 - WRAPPING.length()))).hasSize(1000);
	}

	@Test
	void aRequestOfOneByteMoreIsRefused() {
		assertThatExceptionOfType(RpcException.class)
			.isThrownBy(() -> this.messages.request("text", "x".repeat(1001 - WRAPPING.length())))
			.withMessage("The request is larger than 1000 bytes.")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED));
	}

	@Test
	void aRequestThatIsOneObjectHasTheSameLimit() {
		int wrapping = "{'text':''}".length();

		assertThat(this.messages.request("box", new Box("x".repeat(1000 - wrapping)))).hasSize(1000);
		assertThatExceptionOfType(RpcException.class)
			.isThrownBy(() -> this.messages.request("box", new Box("x".repeat(1001 - wrapping))))
			.withMessage("The request is larger than 1000 bytes.");
	}

	@Test
	void aResponseMayBeAsLargeAsTheLimit() {
		int wrapping = "{'result':''}".length();

		assertThat(this.messages.response("text", "x".repeat(1000 - wrapping))).hasSize(1000);
		assertThatExceptionOfType(RpcException.class)
			.isThrownBy(() -> this.messages.response("text", "x".repeat(1001 - wrapping)))
			.withMessage("The response is larger than 1000 bytes.")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED));
	}

	@Test
	void bytesCountAndNotCharacters() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.messages.request("text", "€".repeat(400)))
			.withMessage("The request is larger than 1000 bytes.");
	}

	@Test
	void writingStopsAtTheLimit() {
		Endless endless = new Endless();

		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.messages.request("endless", endless))
			.withMessage("The request is larger than 1000 bytes.");
		assertThat(endless.reads).isLessThan(10_000);
	}

	@Test
	void aCallerWhoBreaksOffIsToldFromAWrongMessage() {
		RequestBody broken = new RequestBody() {

			@Override
			public PayloadCodec codec() {
				throw new IllegalStateException();
			}

			@Override
			public InputStream open() throws IOException {
				throw new IOException("reset");
			}

		};

		assertThatExceptionOfType(RpcException.class)
			.isThrownBy(() -> this.messages.codec("text").decodeArguments(broken))
			.withMessage("The caller broke off while it was sending the request.")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.CANCELED));
	}

	@Test
	void whatCannotBeWrittenIsNamedByItsPath() {
		List<Broken> items = List.of(new Broken(false), new Broken(true));

		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.messages.request("items", items))
			.withMessage("The request cannot be written as JSON at '$.items[1].value'.")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT));
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.messages.response("items", items))
			.withMessage("The response cannot be written as JSON at '$.result[1].value'.")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.INTERNAL));
		assertThatExceptionOfType(RpcException.class)
			.isThrownBy(() -> this.messages.request("broken", new Broken(true)))
			.withMessage("The request cannot be written as JSON at '$.value'.");
	}

	@Test
	void theDefaultsAreFourMegabytesAndAHundredLevels() {
		assertThat(RpcLimits.DEFAULT).isEqualTo(new RpcLimits(4_194_304, 4_194_304, 100));
	}

	interface Limited {

		String text(String value);

		void box(Box box);

		void endless(Endless endless);

		List<Broken> items(List<Broken> items);

		void broken(Broken broken);

	}

	record Box(String text) {

	}

	static class Broken {

		private final boolean fails;

		Broken(boolean fails) {
			this.fails = fails;
		}

		public String getValue() {
			if (this.fails) {
				throw new IllegalStateException("s3cret");
			}
			return "fine";
		}

	}

	static class Endless {

		private int reads;

		public Iterable<Integer> getNumbers() {
			return () -> new Iterator<>() {

				@Override
				public boolean hasNext() {
					return true;
				}

				@Override
				public Integer next() {
					return Endless.this.reads++;
				}

			};
		}

	}

}
