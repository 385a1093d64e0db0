package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.util.Objects;

import com.google.protobuf.WireFormat;
import io.github.rpcboot.contract.schema.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads one member of a message.
 */
abstract class FieldCodec {

	final String name;

	final int number;

	/** The place of the member in the slots of its message. */
	final int index;

	/** What stands before the value where it stands as we write it. */
	final int tag;

	/** How the value is written and read, known to the message for speed. */
	final Way way;

	/** What an absent value is. */
	final @Nullable Object absent;

	FieldCodec(FieldType type, int index, int wireType, Way way) {
		this.name = type.jsonName();
		this.number = type.number();
		this.index = index;
		this.tag = WireTypes.tag(type.number(), wireType);
		this.way = way;
		this.absent = type.absent();
	}

	/** Writes the member. */
	abstract void write(Slots slots, Writing out) throws Throwable;

	/** Reads an occurrence of the member. */
	abstract void read(int tag, Slots slots, Reading in) throws IOException;

	/** Makes the value of what was read, or of nothing. */
	abstract void finish(Slots slots, Reading in) throws Throwable;

	static void requireWireType(int tag, int wireType) {
		if (WireFormat.getTagWireType(tag) != wireType) {
			throw new IllegalArgumentException("Another kind of value");
		}
	}

	static <T> T notNull(@Nullable T element) {
		return Objects.requireNonNull(element);
	}

	/**
	 * The kinds of fields that most messages are made of, which are written and read
	 * without asking the field; and all others.
	 */
	enum Way {

		/** A whole number of 32 bits that Java holds as it is. */
		INT32,

		/** A whole number of 64 bits that Java holds as it is. */
		INT64,

		/** A text as it is, of which an empty one is not written. */
		TEXT,

		/** A text as it is. */
		OPTIONAL_TEXT,

		/** Another number, which is final as it is read. */
		NUMBER,

		/** Another object. */
		OBJECT

	}

}
