package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
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

	final @Nullable MethodHandle getter;

	final @Nullable MethodHandle setter;

	FieldCodec(FieldType type, int index) {
		this.name = type.jsonName();
		this.number = type.number();
		this.index = index;
		this.getter = type.getter();
		this.setter = type.setter();
	}

	/** Writes the member of an object. */
	abstract void write(Object object, Writing out) throws Throwable;

	/** Reads an occurrence of the member. */
	abstract void read(int tag, Slots slots) throws IOException;

	/** The value of what was read, or what an absent one is. */
	abstract @Nullable Object value(Slots slots) throws Throwable;

	/** A handle of the type {@code (Slots)P} for a parameter of the type P. */
	abstract MethodHandle valueHandle(Class<?> parameter);

	/** Gives the value to an object. */
	void set(Object object, Slots slots) throws Throwable {
		if (this.setter != null) {
			this.setter.invokeExact(object, value(slots));
		}
	}

	final @Nullable Object get(Object object) throws Throwable {
		return (this.getter != null) ? (Object) this.getter.invokeExact(object) : null;
	}

	static void requireWireType(int tag, int wireType) {
		if (WireFormat.getTagWireType(tag) != wireType) {
			throw new IllegalArgumentException("Another kind of value");
		}
	}

	static <T> T notNull(@Nullable T element) {
		return Objects.requireNonNull(element);
	}

}
