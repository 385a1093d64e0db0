package io.github.rpcboot.benchmarks.streams;

/**
 * A small message.
 *
 * @param number which it is
 * @param symbol a few letters
 * @param price some cents
 */
public record Tick(long number, String symbol, int price) {

	/**
	 * Makes one.
	 * @param number which it is
	 * @return with a price that changes
	 */
	public static Tick of(long number) {
		return new Tick(number, symbol(number), price(number));
	}

	/**
	 * Makes a symbol.
	 * @param number which tick
	 * @return for example {@code RPC-7}
	 */
	public static String symbol(long number) {
		return "RPC-" + number % 10;
	}

	/**
	 * Makes a price.
	 * @param number which tick
	 * @return takes two bytes mostly
	 */
	public static int price(long number) {
		return (int) (number % 1000);
	}

}
