package io.github.rpcboot.chaos;

import java.time.Duration;
import java.util.Locale;

/**
 * What a {@link FaultProxy} does to one exchange, that is to one request and its
 * response.
 *
 * @param kind what it does
 * @param response whether to the response; else to the request
 * @param atByte how many bytes pass before
 * @param bytes how many bytes drip at a time
 * @param pause the time between drips, or the delay
 */
public record Fault(Kind kind, boolean response, long atByte, int bytes, Duration pause) {

	/** Passes everything on. */
	public static final Fault NONE = new Fault(Kind.NONE, false, 0, 0, Duration.ZERO);

	/**
	 * Closes both connections in good order.
	 * @param atByte how many bytes of the request pass before
	 * @return the fault
	 */
	public static Fault cutRequest(long atByte) {
		return new Fault(Kind.CUT, false, atByte, 0, Duration.ZERO);
	}

	/**
	 * Closes both connections in good order.
	 * @param atByte how many bytes of the response pass before
	 * @return the fault
	 */
	public static Fault cutResponse(long atByte) {
		return new Fault(Kind.CUT, true, atByte, 0, Duration.ZERO);
	}

	/**
	 * Resets the caller's connection.
	 * @param atByte how many bytes of the request pass before
	 * @return the fault
	 */
	public static Fault resetRequest(long atByte) {
		return new Fault(Kind.RESET, false, atByte, 0, Duration.ZERO);
	}

	/**
	 * Resets the caller's connection.
	 * @param atByte how many bytes of the response pass before
	 * @return the fault
	 */
	public static Fault resetResponse(long atByte) {
		return new Fault(Kind.RESET, true, atByte, 0, Duration.ZERO);
	}

	/**
	 * Passes nothing on any more, and keeps the connections.
	 * @param atByte how many bytes of the response pass before
	 * @return the fault
	 */
	public static Fault stallResponse(long atByte) {
		return new Fault(Kind.STALL, true, atByte, 0, Duration.ZERO);
	}

	/**
	 * Accepts, and never answers: no byte of the request reaches a backend.
	 * @return the fault
	 */
	public static Fault swallow() {
		return new Fault(Kind.STALL, false, 0, 0, Duration.ZERO);
	}

	/**
	 * Lets the response drip.
	 * @param bytes how many bytes at a time
	 * @param pause the time between
	 * @return the fault
	 */
	public static Fault dripResponse(int bytes, Duration pause) {
		return new Fault(Kind.DRIP, true, 0, bytes, pause);
	}

	/**
	 * Keeps the response back for a while.
	 * @param pause how long
	 * @return the fault
	 */
	public static Fault delay(Duration pause) {
		return new Fault(Kind.DELAY, true, 0, 0, pause);
	}

	@Override
	public String toString() {
		return switch (this.kind) {
			case NONE -> "none";
			case DRIP -> "drip " + this.bytes + " bytes per " + this.pause.toMillis() + " ms";
			case DELAY -> "delay " + this.pause.toMillis() + " ms";
			default -> this.kind.name().toLowerCase(Locale.ROOT) + " after byte " + this.atByte + " of the "
					+ (this.response ? "response" : "request");
		};
	}

	/** The kinds. */
	public enum Kind {

		/** Nothing. */
		NONE,

		/** A connection that ends in good order (FIN). */
		CUT,

		/** A connection that breaks (RST). */
		RESET,

		/** A connection that passes nothing any more. */
		STALL,

		/** Few bytes at a time. */
		DRIP,

		/** Everything, later. */
		DELAY

	}

}
