package io.github.rpcboot.call;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Random;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LimitedStreamsTests {

	private long now;

	private LimitedInput input(InputStream in, int limit) {
		return new LimitedInput(in, limit, "request", Deadline.after(Duration.ofSeconds(1), "x", () -> this.now));
	}

	@Test
	void asManyBytesAsTheLimitAreRead() throws IOException {
		assertThat(input(new ByteArrayInputStream(new byte[1000]), 1000).readAllBytes()).hasSize(1000);
		assertThat(input(new ByteArrayInputStream(new byte[0]), 0).readAllBytes()).isEmpty();
	}

	@Test
	void oneByteMoreIsRefused() {
		assertThatExceptionOfType(RpcException.class)
			.isThrownBy(() -> input(new ByteArrayInputStream(new byte[1001]), 1000).readAllBytes())
			.withMessage("The request is larger than 1000 bytes.")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED));
	}

	/** What is announced may be less than what comes, or nothing at all. */
	@Test
	void itDoesNotMatterHowTheBytesCome() throws IOException {
		Random random = new Random(7);
		for (int size = 0; size < 700; size++) {
			byte[] bytes = new byte[size];
			random.nextBytes(bytes);
			InputStream dripping = new ByteArrayInputStream(bytes) {

				@Override
				public synchronized int read(byte[] to, int offset, int length) {
					return super.read(to, offset, Math.min(length, 1 + random.nextInt(50)));
				}

				@Override
				public synchronized int available() {
					return random.nextInt(super.available() + 1);
				}

			};
			assertThat(input(dripping, 1000).readAllBytes()).isEqualTo(bytes);
		}
	}

	@Test
	void singleBytesCountAsWell() throws IOException {
		LimitedInput in = input(new ByteArrayInputStream(new byte[3]), 2);
		assertThat(in.read()).isZero();
		assertThat(in.read()).isZero();

		assertThatExceptionOfType(RpcException.class).isThrownBy(in::read)
			.withMessage("The request is larger than 2 bytes.");
	}

	@Test
	void anEndlessStreamIsCutWhileItIsRead() {
		Endless endless = new Endless();

		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> input(endless, 100_000).readAllBytes())
			.withMessage("The request is larger than 100000 bytes.");
		assertThat(endless.sent).isLessThan(200_000);
	}

	@Test
	void aDrippingStreamEndsAtTheDeadline() {
		InputStream dripping = new InputStream() {

			@Override
			public int read() {
				LimitedStreamsTests.this.now += Duration.ofMillis(300).toNanos();
				return 'x';
			}

			@Override
			public int read(byte[] bytes, int offset, int length) {
				bytes[offset] = (byte) read();
				return 1;
			}

		};

		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> input(dripping, 1000).readAllBytes())
			.withMessage("The deadline passed while the request was being read.")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED));
		assertThat(this.now).isEqualTo(Duration.ofMillis(1200).toNanos());
	}

	@Test
	void theOutputGrowsUpToItsLimit() {
		LimitedOutput out = new LimitedOutput(4, 1000, "response");
		out.write(1);
		out.write(new byte[998], 0, 998);
		out.write(2);

		assertThat(out.toByteArray()).hasSize(1000).startsWith(1).endsWith(2);
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> out.write(3))
			.withMessage("The response is larger than 1000 bytes.");
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> out.write(new byte[1], 0, 1))
			.withMessage("The response is larger than 1000 bytes.");
	}

	@Test
	void theOutputHoldsWhatWasWrittenAndNoMore() {
		LimitedOutput out = new LimitedOutput(4, 1000, "response");
		out.write(new byte[] { 0, 1, 2, 3, 4, 5, 6 }, 1, 5);

		assertThat(out.toByteArray()).containsExactly(1, 2, 3, 4, 5);
		assertThat(new LimitedOutput(512, 0, "response").toByteArray()).isEmpty();
	}

	private static final class Endless extends InputStream {

		private long sent;

		@Override
		public int read() {
			this.sent++;
			return 'x';
		}

		@Override
		public int read(byte[] bytes, int offset, int length) {
			this.sent += length;
			return length;
		}

	}

}
