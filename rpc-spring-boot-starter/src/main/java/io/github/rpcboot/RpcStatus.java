package io.github.rpcboot;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The closed set of sixteen ways in which a call can fail: gRPC's status codes, with
 * gRPC's numbers and the Connect protocol's names.
 *
 * @since 0.1.0
 */
public enum RpcStatus {

	/** The caller gave up before the answer came. */
	CANCELED(1),

	/** The method failed in a way that its contract does not declare. */
	UNKNOWN(2),

	/** The request is wrong whatever the state of the system. */
	INVALID_ARGUMENT(3),

	/** The time of the call ran out. */
	DEADLINE_EXCEEDED(4),

	/** What was asked for does not exist. */
	NOT_FOUND(5),

	/** What was to be made exists already. */
	ALREADY_EXISTS(6),

	/** The caller is known but may not do this. */
	PERMISSION_DENIED(7),

	/** A limit or quota is used up. */
	RESOURCE_EXHAUSTED(8),

	/** The system is not in the state that the call needs; repeating does not help. */
	FAILED_PRECONDITION(9),

	/** The call lost against a concurrent one; repeat the whole transaction. */
	ABORTED(10),

	/** The value lies outside what is there now. */
	OUT_OF_RANGE(11),

	/** There is no such service or method. */
	UNIMPLEMENTED(12),

	/** An invariant broke: a fault on one of both sides. */
	INTERNAL(13),

	/** The service cannot be reached or does not take calls now. */
	UNAVAILABLE(14),

	/** Data is lost or damaged beyond repair. */
	DATA_LOSS(15),

	/** The caller did not prove who it is. */
	UNAUTHENTICATED(16);

	private final int number;

	private final String code;

	RpcStatus(int number) {
		this.number = number;
		this.code = name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The number of this status in the gRPC protocol.
	 * @return a number from 1 to 16
	 */
	public int number() {
		return this.number;
	}

	/**
	 * The name of this status in the Connect protocol, for example {@code not_found}.
	 * @return the name in lower case
	 */
	public String code() {
		return this.code;
	}

	/**
	 * Finds a status by its name in the Connect protocol.
	 * @param code the name in lower case
	 * @return the status, or {@code null} if there is none of that name
	 */
	public static @Nullable RpcStatus ofCode(String code) {
		for (RpcStatus status : values()) {
			if (status.code.equals(code)) {
				return status;
			}
		}
		return null;
	}

}
