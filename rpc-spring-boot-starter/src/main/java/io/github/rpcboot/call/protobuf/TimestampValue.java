package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.time.Instant;

import com.google.protobuf.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * Points in time as {@code google.protobuf.Timestamp}, within the years 1 to 9999 that
 * protobuf knows.
 */
final class TimestampValue extends ValueCodec {

	private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();

	private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

	private static final int NANOS = 1_000_000_000;

	private static final int SECONDS_TAG = WireTypes.tag(1, WireFormat.WIRETYPE_VARINT);

	private static final int NANOS_TAG = WireTypes.tag(2, WireFormat.WIRETYPE_VARINT);

	@Override
	boolean write(Object value, boolean evenIfEmpty, Writing out) {
		Instant instant = (Instant) value;
		requireRange(instant.getEpochSecond(), instant.getNano());
		int end = out.written();
		if (instant.getNano() != 0) {
			out.varint(instant.getNano());
			out.varint(NANOS_TAG);
		}
		if (instant.getEpochSecond() != 0) {
			out.varint(instant.getEpochSecond());
			out.varint(SECONDS_TAG);
		}
		out.varint(out.written() - end);
		return true;
	}

	private static void requireRange(long seconds, long nanos) {
		if (seconds < FIRST || seconds > LAST || nanos < 0 || nanos >= NANOS) {
			throw new IllegalArgumentException("Out of range");
		}
	}

	@Override
	Object read(@Nullable Object gathered, Reading in) throws IOException {
		long[] parts = (gathered != null) ? (long[]) gathered : new long[2];
		int outer = in.begin();
		while (in.hasMore()) {
			int tag = in.tag();
			if (tag == SECONDS_TAG) {
				parts[0] = in.varint();
			}
			else if (tag == NANOS_TAG) {
				parts[1] = in.int32();
			}
			else {
				in.skip(tag);
			}
		}
		in.end(outer);
		return parts;
	}

	@Override
	Object finish(Object gathered, Reading in) {
		long[] parts = (long[]) gathered;
		requireRange(parts[0], parts[1]);
		return Instant.ofEpochSecond(parts[0], parts[1]);
	}

	@Override
	Object nothing(Reading in) {
		return new long[2];
	}

}
