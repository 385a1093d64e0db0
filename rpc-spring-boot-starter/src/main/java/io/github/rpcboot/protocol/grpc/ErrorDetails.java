package io.github.rpcboot.protocol.grpc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcFailure.DeclaredException;
import org.jspecify.annotations.Nullable;

/**
 * The details of an error as {@code google.rpc} knows them (AIP-193). A declared
 * exception is an {@code ErrorInfo}: its domain is the service, its reason the name in
 * capitals, and its metadata holds the name and the fields as JSON, from which a consumer
 * of ours makes the exception again and any other can read what it needs.
 *
 * @param exception the declared exception, {@code null} if there is none
 * @param retryAfter the wish when to try again, {@code null} if there is none
 * @param problems what is wrong with the request, as text; empty if nothing says so
 */
record ErrorDetails(@Nullable DeclaredException exception, @Nullable Duration retryAfter, String problems) {

	static final ErrorDetails NONE = new ErrorDetails(null, null, "");

	private static final String EXCEPTION = "exception";

	private static final String FIELDS = "fields";

	/** Of the 8 KB that callers take by default, in base64. */
	private static final int MOST_FIELDS = 3072;

	/** The message stands twice in an error, and is percent-encoded once. */
	private static final int MOST_MESSAGE = 1024;

	private static final int MOST_VIOLATIONS = 16;

	/** What is said of an argument begins with its place in the message. */
	private static final Pattern VIOLATION = Pattern.compile("'\\$\\.?([^']*)' ([^;]*)");

	/** What the codec says of a member that it cannot read ends with its place. */
	private static final Pattern UNREADABLE = Pattern.compile("The request (.*) at '\\$\\.?([^']+)'\\.");

	/** Whether the fields of an exception have to travel as a message of their own. */
	static boolean isLarge(@Nullable DeclaredException exception) {
		return exception != null && exception.fields().length > MOST_FIELDS;
	}

	/** The wire counts bytes, of which a character of any other script takes nine. */
	static String shorten(String message) {
		int bytes = 0;
		for (int i = 0; i < message.length(); i++) {
			char character = message.charAt(i);
			bytes += (character >= ' ' && character <= '~' && character != '%') ? 1 : 9;
			if (bytes > MOST_MESSAGE) {
				boolean split = i > 0 && Character.isHighSurrogate(message.charAt(i - 1));
				return message.substring(0, split ? i - 1 : i) + "…";
			}
		}
		return message;
	}

	/** The details of a failure, {@code null} if there is nothing beyond its status. */
	static byte @Nullable [] write(RpcFailure failure, String service) {
		Status.Builder status = Status.newBuilder()
			.setCode(failure.status().number())
			.setMessage(shorten(failure.message()));
		if (failure.exception() != null) {
			status.addDetails(Any.pack(info(failure.exception(), service)));
		}
		Duration pause = failure.retryAfter();
		if (pause != null && !pause.isNegative()) {
			status.addDetails(Any.pack(RetryInfo.newBuilder()
				.setRetryDelay(com.google.protobuf.Duration.newBuilder()
					.setSeconds(pause.getSeconds())
					.setNanos(pause.getNano()))
				.build()));
		}
		BadRequest violations = (failure.status() == RpcStatus.INVALID_ARGUMENT)
				? violations(shorten(failure.message())) : BadRequest.getDefaultInstance();
		if (violations.getFieldViolationsCount() > 0) {
			status.addDetails(Any.pack(violations));
		}
		return (status.getDetailsCount() > 0) ? status.build().toByteArray() : null;
	}

	private static ErrorInfo info(DeclaredException exception, String service) {
		ErrorInfo.Builder info = ErrorInfo.newBuilder()
			.setReason(reason(exception.name()))
			.setDomain(service)
			.putMetadata(EXCEPTION, exception.name());
		if (!isLarge(exception)) {
			info.putMetadata(FIELDS, new String(exception.fields(), StandardCharsets.UTF_8));
		}
		return info.build();
	}

	private static String reason(String name) {
		return name.substring(name.lastIndexOf('.') + 1)
			.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
			.toUpperCase(Locale.ROOT);
	}

	private static BadRequest violations(String message) {
		BadRequest.Builder violations = BadRequest.newBuilder();
		Matcher unreadable = UNREADABLE.matcher(message);
		if (unreadable.matches()) {
			return violations.addFieldViolations(violation(unreadable.group(2), unreadable.group(1))).build();
		}
		Matcher matcher = VIOLATION.matcher(message);
		while (matcher.find() && violations.getFieldViolationsCount() < MOST_VIOLATIONS) {
			violations.addFieldViolations(violation(matcher.group(1), matcher.group(2).strip()));
		}
		return violations.build();
	}

	private static BadRequest.FieldViolation violation(String field, String description) {
		return BadRequest.FieldViolation.newBuilder().setField(field).setDescription(description).build();
	}

	/**
	 * Reads details.
	 * @param bytes what arrived, {@code null} if nothing did
	 * @param fields the fields of an exception that travelled as a message, {@code null}
	 * if none did
	 * @return the details; what cannot be read is as if it were not there
	 */
	static ErrorDetails read(byte @Nullable [] bytes, byte @Nullable [] fields) {
		if (bytes == null) {
			return NONE;
		}
		try {
			Status status = Status.parseFrom(bytes);
			ErrorInfo info = find(status, ErrorInfo.class);
			RetryInfo retry = find(status, RetryInfo.class);
			BadRequest bad = find(status, BadRequest.class);
			return new ErrorDetails((info != null) ? exception(info, fields) : null,
					(retry != null) ? pause(retry) : null, (bad != null) ? problems(bad, status.getMessage()) : "");
		}
		catch (InvalidProtocolBufferException | ArithmeticException ex) {
			return NONE;
		}
	}

	private static <T extends Message> @Nullable T find(Status status, Class<T> type)
			throws InvalidProtocolBufferException {
		for (Any detail : status.getDetailsList()) {
			if (detail.is(type)) {
				return detail.unpack(type);
			}
		}
		return null;
	}

	private static @Nullable DeclaredException exception(ErrorInfo info, byte @Nullable [] message) {
		String name = info.getMetadataMap().get(EXCEPTION);
		String fields = info.getMetadataMap().get(FIELDS);
		byte[] json = (fields != null) ? fields.getBytes(StandardCharsets.UTF_8) : message;
		return (name != null && json != null) ? new DeclaredException(name, json) : null;
	}

	private static Duration pause(RetryInfo retry) {
		return Duration.ofSeconds(retry.getRetryDelay().getSeconds(), retry.getRetryDelay().getNanos());
	}

	/** What a provider of ours says of a field stands in its message already. */
	private static String problems(BadRequest bad, String message) {
		StringBuilder problems = new StringBuilder();
		for (BadRequest.FieldViolation violation : bad.getFieldViolationsList()) {
			if (!message.contains(violation.getDescription()) && problems.length() < MOST_MESSAGE) {
				problems.append("; '").append(violation.getField()).append("': ").append(violation.getDescription());
			}
		}
		return problems.toString();
	}

}
