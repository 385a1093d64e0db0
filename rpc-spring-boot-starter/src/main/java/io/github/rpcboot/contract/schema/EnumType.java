package io.github.rpcboot.contract.schema;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An enum of the schema. Its constants have the names that JSON gives them; number 0 is a
 * generated one that stands for none.
 *
 * @since 0.1.0
 */
public final class EnumType {

	/** The enum within a message that is there only for its scope. */
	static final String NESTED = "Value";

	private final String name;

	private final boolean nested;

	private final List<Constant> constants;

	private final List<Reserved> reserved;

	EnumType(String name, boolean nested, List<Constant> constants, List<Reserved> reserved) {
		this.name = name;
		this.nested = nested;
		this.constants = List.copyOf(constants);
		this.reserved = List.copyOf(reserved);
	}

	/**
	 * The simple name of the enum.
	 * @return the name of the Java type
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Whether the enum stands within a message of its name and is called {@code Value}
	 * there, because another enum of the contract has a constant of the same name.
	 * @return whether it is nested
	 */
	public boolean isNested() {
		return this.nested;
	}

	/**
	 * The name that fields refer to.
	 * @return {@code Color} or {@code Color.Value}
	 */
	public String protoName() {
		return this.nested ? this.name + "." + NESTED : this.name;
	}

	/**
	 * The constants, sorted by number; the first is number 0.
	 * @return an immutable list
	 */
	public List<Constant> constants() {
		return this.constants;
	}

	/**
	 * Numbers and names of constants that are gone.
	 * @return an immutable list
	 */
	public List<Reserved> reserved() {
		return this.reserved;
	}

	/**
	 * A constant of an enum.
	 *
	 * @param name its name
	 * @param number its number
	 * @param value the constant in Java, {@code null} for the generated one
	 * @since 0.1.0
	 */
	public record Constant(String name, int number, @Nullable Enum<?> value) {
	}

}
