package io.github.rpcboot.protocol.http;

/** Numbers in headers: digits, and neither signs nor blanks. */
final class Digits {

	private Digits() {
	}

	/**
	 * Reads a number.
	 * @param text the text
	 * @param most the most digits, at most 18
	 * @return the number, or -1 if the text is none
	 */
	static long parse(String text, int most) {
		if (text.isEmpty() || text.length() > most) {
			return -1;
		}
		long number = 0;
		for (int i = 0; i < text.length(); i++) {
			int digit = text.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				return -1;
			}
			number = number * 10 + digit;
		}
		return number;
	}

}
