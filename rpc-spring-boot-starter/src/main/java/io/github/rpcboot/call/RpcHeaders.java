package io.github.rpcboot.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The metadata of a request or a response: names in lower case, values in the order they
 * were added. Immutable. Names and values keep to the grammar of HTTP fields (RFC 9110),
 * so that no header can be smuggled in; values of names that end in {@code -bin} are
 * base64, as in gRPC and Connect.
 *
 * @since 0.1.0
 */
public final class RpcHeaders {

	private static final RpcHeaders EMPTY = new RpcHeaders(new String[0]);

	private final String[] pairs;

	private RpcHeaders(String[] pairs) {
		this.pairs = pairs;
	}

	/**
	 * No headers.
	 * @return the empty headers
	 */
	public static RpcHeaders empty() {
		return EMPTY;
	}

	/**
	 * Collects headers that a transport has read and checked already.
	 * @param pairs names in lower case and values, in turn
	 * @return the headers
	 */
	public static RpcHeaders ofPairs(List<String> pairs) {
		return pairs.isEmpty() ? EMPTY : new RpcHeaders(pairs.toArray(String[]::new));
	}

	/**
	 * Adds a value.
	 * @param name the name, in either case
	 * @param value the value
	 * @return new headers
	 * @throws IllegalArgumentException if the name or the value is not allowed in HTTP
	 */
	public RpcHeaders with(String name, String value) {
		HeaderGrammar.check(name, value);
		String[] copy = Arrays.copyOf(this.pairs, this.pairs.length + 2);
		copy[this.pairs.length] = name.toLowerCase(Locale.ROOT);
		copy[this.pairs.length + 1] = value;
		return new RpcHeaders(copy);
	}

	/**
	 * Sets the only value of a name.
	 * @param name the name, in either case
	 * @param value the value
	 * @return new headers, without what the name held before
	 * @throws IllegalArgumentException if the name or the value is not allowed in HTTP
	 */
	public RpcHeaders replace(String name, String value) {
		if (get(name) == null) {
			return with(name, value);
		}
		List<String> kept = new ArrayList<>(this.pairs.length + 2);
		forEach((other, otherValue) -> {
			if (!other.equalsIgnoreCase(name)) {
				kept.add(other);
				kept.add(otherValue);
			}
		});
		return ofPairs(kept).with(name, value);
	}

	/**
	 * Adds a binary value, as unpadded base64.
	 * @param name the name, which ends in {@code -bin}
	 * @param value the bytes
	 * @return new headers
	 */
	public RpcHeaders withBinary(String name, byte[] value) {
		if (!name.endsWith("-bin")) {
			throw new IllegalArgumentException("The name of a binary header must end in '-bin', not '" + name + "'");
		}
		return with(name, Base64.getEncoder().withoutPadding().encodeToString(value));
	}

	/**
	 * Adds all headers of another collection.
	 * @param other the headers to add
	 * @return these headers with the others behind them
	 */
	public RpcHeaders withAll(RpcHeaders other) {
		if (other.pairs.length == 0) {
			return this;
		}
		if (this.pairs.length == 0) {
			return other;
		}
		String[] copy = Arrays.copyOf(this.pairs, this.pairs.length + other.pairs.length);
		System.arraycopy(other.pairs, 0, copy, this.pairs.length, other.pairs.length);
		return new RpcHeaders(copy);
	}

	/**
	 * Picks headers to pass on. What a sender of old put into a value that HTTP does not
	 * allow is left out.
	 * @param names the names to keep, in lower case
	 * @return the headers of these names
	 */
	public RpcHeaders only(Collection<String> names) {
		List<String> kept = new ArrayList<>();
		forEach((name, value) -> {
			if (names.contains(name) && HeaderGrammar.isValue(value)) {
				kept.add(name);
				kept.add(value);
			}
		});
		return ofPairs(kept);
	}

	/**
	 * The first value of a name.
	 * @param name the name, in either case
	 * @return the value, or {@code null} if there is none
	 */
	public @Nullable String get(String name) {
		for (int i = 0; i < this.pairs.length; i += 2) {
			if (this.pairs[i].equalsIgnoreCase(name)) {
				return this.pairs[i + 1];
			}
		}
		return null;
	}

	/**
	 * All values of a name.
	 * @param name the name, in either case
	 * @return the values in order, empty if there are none
	 */
	public List<String> all(String name) {
		List<String> values = new ArrayList<>(1);
		forEach((candidate, value) -> {
			if (candidate.equalsIgnoreCase(name)) {
				values.add(value);
			}
		});
		return values;
	}

	/**
	 * The first value of a binary name.
	 * @param name the name, which ends in {@code -bin}
	 * @return the bytes, or {@code null} if there is no value or it is not base64
	 */
	public byte @Nullable [] getBinary(String name) {
		String value = get(name);
		try {
			return (value != null) ? Base64.getDecoder().decode(value) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Visits all names and values in order.
	 * @param visitor receives a name in lower case and a value
	 */
	public void forEach(BiConsumer<String, String> visitor) {
		for (int i = 0; i < this.pairs.length; i += 2) {
			visitor.accept(this.pairs[i], this.pairs[i + 1]);
		}
	}

	/**
	 * Whether there are no headers.
	 * @return {@code true} if there are none
	 */
	public boolean isEmpty() {
		return this.pairs.length == 0;
	}

	/**
	 * {@return the names only, since values can be secrets}
	 */
	@Override
	public String toString() {
		List<String> names = new ArrayList<>();
		forEach((name, value) -> names.add(name));
		return names.toString();
	}

}
