package io.github.rpcboot.call.protobuf;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Writes and reads values of one type without their tags. What is read is gathered first
 * and finished when its message is complete: parts of a message may be far apart.
 */
abstract class ValueCodec {

	/** Writes a value of Java's form; {@code false} if it is as good as absent. */
	abstract boolean write(Object value, boolean evenIfEmpty, Writing out) throws Throwable;

	/**
	 * Reads a value.
	 * @param gathered what was read of it before, {@code null} at first
	 * @return what is read of it now
	 */
	abstract Object read(@Nullable Object gathered, Reading in) throws IOException;

	/** Makes the value of Java's form. */
	abstract Object finish(Object gathered, Reading in) throws Throwable;

	/** What stands for a value that is not there in an entry of a map. */
	abstract Object nothing(Reading in) throws IOException;

}
