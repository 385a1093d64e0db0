package io.github.rpcboot.call.protobuf;

import java.util.Arrays;
import java.util.Random;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.protobuf.Rows.Line;
import io.github.rpcboot.call.protobuf.Rows.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Messages that no honest peer sends: each is refused with its path and nothing else.
 */
class ProtobufHostileInputTests {

	private final Protos protos = Protos.of(Rows.class);

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a truncated tag              | echo      | 80                             | $
			a tag without end            | echo      | ffffffffffffffffffffff         | $
			field number 0               | echo      | 00                             | $
			a truncated text             | echo      | 0a05 61                        | $.text
			a length near 2 GB           | echo      | 0a ffffffff07                  | $.text
			a negative length            | echo      | 0a ffffffffffffffffff01        | $.text
			no UTF-8                     | echo      | 0a02 c328                      | $.text
			half of a surrogate pair     | echo      | 0a03 eda080                    | $.text
			an overlong zero             | echo      | 0a02 c080                      | $.text
			a truncated number           | sum       | 0880                           | $.a
			a number without end         | sum       | 08ffffffffffffffffffff01       | $.a
			a message beyond its parent  | tree      | 12 05 0a01 61                  | $.left
			a text beyond its message    | tree      | 1204 0a05 6161                 | $.left.name
			an end without a beginning   | echo      | 14                             | $
			a group without end          | echo      | fb07 0801                      | $
			a wrong end                  | echo      | fb07 0801 8408                 | $
			a truncated packed list      | lists     | 1205 0102                      | $.numbers
			a number beyond the list     | lists     | 1202 0180                      | $.numbers[1]
			a truncated double           | plain     | 39 0000                        | $.precise
			a truncated entry            | maps      | 0a09 0a0161                    | $.counts
			a truncated time             | boxed     | 6205 0801                      | $.at
			""")
	void whatIsNotWellFormedIsRefused(String what, String method, String hex, String path) {
		assertThat(this.protos.refusal(method, hex)).as(what)
			.isEqualTo("The request is not a well-formed protobuf message at '" + path + "'.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a number for a text          | echo      | 0801                           | $.text
			a text for a number          | sum       | 0a0161                         | $.a
			eight bytes for a number     | sum       | 09 0000000000000000            | $.a
			a group for a message        | tree      | 13 14                          | $.left
			a group for a list           | tree      | 1b 1c                          | $.others
			a number for a map           | maps      | 0801                           | $.counts
			a text for a map's value     | maps      | 0a06 0a0161 120162             | $.counts
			a number beyond int          | sum       | 08 8080808010                  | $.a
			a number beyond byte         | plain     | 10 8002                        | $.small
			a number beyond short        | plain     | 18 808004                      | $.medium
			two letters for one          | plain     | 42 02 6161                     | $.letter
			an unknown constant          | boxed     | 5863                           | $.color
			an unknown one in a list     | lists     | 2a02 0163                      | $.colors[1]
			no constant in a list        | lists     | 2a02 0100                      | $.colors[1]
			no constant as a value       | maps      | 2a0b 0a09 677265656e5f6f6e65   | $.colors
			no UUID                      | texts     | 0a03 616263                    | $.id
			an empty number              | texts     | 1a00                           | $.price
			a date that is none          | texts     | 32 0a 323032362d31332d3031     | $.day
			nanoseconds beyond a second  | boxed     | 6206 10 8094ebdc03             | $.at
			a year beyond 9999           | boxed     | 6207 08 808080808040           | $.at
			no alternative               | shape     |                                | $
			an unknown alternative       | drawing   | 0a03 720161                    | $.one
			an unknown one in a list     | drawing   | 12020a00 1200                  | $.shapes[1]
			no key that is a UUID        | maps      | 2203 0a0161                    | $.times
			""")
	void whatDoesNotFitTheSchemaIsRefused(String what, String method, String hex, String path) {
		assertThat(this.protos.refusal(method, (hex != null) ? hex : "")).as(what)
			.isEqualTo("The request has a wrong value at '" + path + "'.");
	}

	@Test
	void whatAConstructorRefusesIsAWrongValue() {
		Protos picky = Protos.of(Picky.class);

		assertThat(picky.refusal("take", "0a02 0801")).isEqualTo("The request has a wrong value at '$.box'.");
		assertThat(picky.argument("take", "0a00")).isEqualTo(new Crate(new Box(0)));
	}

	@Test
	void depthIsLimitedBothWays() {
		Protos shallow = Protos.of(Rows.class, new RpcLimits(1000, 1000, 4));
		Tree deep = new Tree("4", null, null);
		for (int i = 3; i > 0; i--) {
			deep = new Tree(String.valueOf(i), deep, null);
		}
		byte[] fits = shallow.encode("tree", deep);
		byte[] tooDeep = this.protos.encode("tree", new Tree("0", deep, null));

		assertThat(shallow.decode("tree", fits)[0]).extracting("left.left.left.name").isEqualTo("4");
		assertThat(shallow.refusal("tree", tooDeep))
			.hasMessage("The request is nested too deeply at '$.left.left.left.left'.");
		assertThat(written(shallow, new Tree("0", deep, null)))
			.hasMessage("The request cannot be written as protobuf at '$.left.left.left.left'.");
	}

	private static RpcException written(Protos protos, Tree tree) {
		return catchThrowableOfType(RpcException.class, () -> protos.encode("tree", tree));
	}

	@Test
	void groupsThatNestForEverAreRefused() {
		byte[] groups = new byte[100_000];
		Arrays.fill(groups, (byte) 0x73);

		assertThat(this.protos.refusal("echo", groups).status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
	}

	@Test
	void messagesThatNestForEverAreRefused() {
		byte[] bytes = {};
		for (int i = 0; i < 2000; i++) {
			byte[] outer = new byte[bytes.length + 4];
			outer[0] = 0x12;
			outer[1] = (byte) (bytes.length & 0x7f | 0x80);
			outer[2] = (byte) (bytes.length >> 7 & 0x7f | 0x80);
			outer[3] = (byte) (bytes.length >> 14);
			System.arraycopy(bytes, 0, outer, 4, bytes.length);
			bytes = outer;
		}
		assertThat(this.protos.refusal("tree", bytes).getMessage()).startsWith("The request is nested too deeply")
			.hasSizeLessThan(300);
	}

	@Test
	void mergingTakesTimeThatGrowsWithTheMessageOnly() {
		byte[] bytes = {};
		for (int i = 0; i < 90; i++) {
			byte[] twice = new byte[bytes.length + 6];
			twice[0] = 0x12;
			twice[1] = (byte) (bytes.length & 0x7f | 0x80);
			twice[2] = (byte) (bytes.length >> 7 & 0x7f | 0x80);
			twice[3] = (byte) (bytes.length >> 14);
			System.arraycopy(bytes, 0, twice, 4, bytes.length);
			twice[twice.length - 2] = 0x12;
			bytes = twice;
		}
		assertThat(this.protos.decode("tree", bytes)[0]).isInstanceOf(Tree.class);
	}

	@Test
	void sizesAreLimitedBothWays() {
		Protos small = Protos.of(Rows.class, new RpcLimits(10, 10, 100));

		assertThat(small.decode("echo", small.encode("echo", "12345678"))).containsExactly("12345678");
		assertThat(catchThrowableOfType(RpcException.class, () -> small.encode("echo", "123456789")))
			.hasMessage("The request is larger than 10 bytes.")
			.extracting(RpcException::status)
			.isEqualTo(RpcStatus.RESOURCE_EXHAUSTED);
		assertThat(catchThrowableOfType(RpcException.class, () -> small.codec("echo").encodeResult("123456789")))
			.hasMessage("The response is larger than 10 bytes.");
		assertThat(small.refusal("echo", new byte[11])).hasMessage("The request is larger than 10 bytes.");
		assertThat(catchThrowableOfType(RpcException.class, () -> small.result("echo", new byte[11])))
			.hasMessage("The response is larger than 10 bytes.");
	}

	@Test
	void aWrongResponseIsNotTheCallersFault() {
		RpcException refusal = catchThrowableOfType(RpcException.class,
				() -> this.protos.result("echo", Protos.bytes("0a05")));

		assertThat(refusal.status()).isEqualTo(RpcStatus.INTERNAL);
		assertThat(refusal).hasMessage("The response is not a well-formed protobuf message at '$.result'.");
	}

	@Test
	void nullElementsAndHalvesOfCharactersAreNotWritten() {
		assertThat(catchThrowableOfType(RpcException.class,
				() -> this.protos.encode("tree", new Tree("a", null, Arrays.asList(new Tree("b", null, null), null)))))
			.hasMessage("The request cannot be written as protobuf at '$.others[1]'.")
			.extracting(RpcException::status)
			.isEqualTo(RpcStatus.INVALID_ARGUMENT);
		assertThat(catchThrowableOfType(RpcException.class, () -> this.protos.encode("echo", "a\ud800")))
			.hasMessage("The request cannot be written as protobuf at '$.text'.");
		assertThat(catchThrowableOfType(RpcException.class,
				() -> this.protos.codec("lines").encodeResult(Arrays.asList((Line) null))))
			.extracting(RpcException::status)
			.isEqualTo(RpcStatus.INTERNAL);
	}

	@Test
	void aNullMessageIsRefusedBeforeItIsSent() {
		assertThat(catchThrowableOfType(RpcException.class, () -> this.protos.encode("line", (Object) null)))
			.hasMessage("The argument of Rows/line is null. Pass an object: the only parameter is the request "
					+ "message itself.");
	}

	/** The seed is fixed, so that a failure can be repeated. */
	@Test
	void mutatedMessagesAreReadOrRefusedAndNothingElse() {
		Random random = new Random(20261123);
		int refused = 0;
		int read = 0;
		for (var row : Rows.values().entrySet()) {
			byte[] valid = this.protos.encode(row.getKey(), row.getValue());
			for (int i = 0; i < 2500; i++) {
				if (isRead(row.getKey(), mutated(valid, random))) {
					read++;
				}
				else {
					refused++;
				}
			}
		}
		assertThat(refused).isGreaterThan(5_000);
		assertThat(read).isGreaterThan(1_000);
	}

	private boolean isRead(String method, byte[] bytes) {
		try {
			this.protos.codec(method).decodeResult(RpcReply.success(bytes, false));
		}
		catch (RpcException ex) {
			assertThat(ex.status()).isEqualTo(RpcStatus.INTERNAL);
		}
		try {
			this.protos.decode(method, bytes);
			return true;
		}
		catch (RpcException ex) {
			assertThat(ex.status()).as(Protos.hex(bytes)).isEqualTo(RpcStatus.INVALID_ARGUMENT);
			assertThat(ex.getMessage()).matches("The request [a-z -]+ at '\\$[^']*'\\.");
			return false;
		}
	}

	private static byte[] mutated(byte[] valid, Random random) {
		byte[] bytes = valid.clone();
		for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
			int at = random.nextInt(bytes.length);
			switch (random.nextInt(5)) {
				case 0 -> bytes[at] = (byte) random.nextInt();
				case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
				case 2 -> bytes = Arrays.copyOf(bytes, at);
				case 3 -> bytes = spliced(bytes, at, random);
				default -> bytes[at] = (byte) 0xff;
			}
		}
		return bytes;
	}

	private static byte[] spliced(byte[] bytes, int at, Random random) {
		byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + random.nextInt(20)));
		int to = random.nextInt(bytes.length);
		byte[] longer = Arrays.copyOf(bytes, bytes.length + piece.length);
		System.arraycopy(bytes, to, longer, to + piece.length, bytes.length - to);
		System.arraycopy(piece, 0, longer, to, piece.length);
		return longer;
	}

	interface Picky {

		void take(Crate crate);

	}

	record Crate(Box box) {

	}

	record Box(int size) {

		Box {
			if (size == 1) {
				throw new IllegalStateException("secret");
			}
		}

	}

}
