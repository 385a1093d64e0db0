package io.github.rpcboot.provider;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.FailureMapper;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a caller sees of an exception that a handler threw: declared ones travel
 * as themselves, everything else is a status and a fixed text, and is logged here once.
 */
final class HandlerFailures {

	private static final Log logger = LogFactory.getLog(HandlerFailures.class);

	private final List<FailureMapper> mappers;

	HandlerFailures(List<FailureMapper> mappers) {
		this.mappers = List.copyOf(mappers);
	}

	RpcFailure of(RpcCall call, Throwable thrown) {
		Throwable cause = unwrap(thrown);
		RpcFailure declared = call.method().isKnown() ? encodeDeclared(call, cause) : null;
		if (declared != null) {
			return declared;
		}
		if (cause instanceof RpcException ex) {
			return (ex.service() != null) ? ofFurtherCall(call, ex) : RpcFailure.answered(ex.status(), ex.reason());
		}
		for (FailureMapper mapper : this.mappers) {
			RpcFailure mapped = mapper.map(call, cause);
			if (mapped != null) {
				// The handler has run, whatever the mapper makes of it.
				return RpcFailure.answered(mapped.status(), mapped.message()).withException(mapped.exception());
			}
		}
		return undeclared(call, cause);
	}

	private static Throwable unwrap(Throwable thrown) {
		Throwable unwrapped = thrown;
		while ((unwrapped instanceof CompletionException || unwrapped instanceof ExecutionException
				|| unwrapped instanceof InvocationTargetException || unwrapped instanceof UndeclaredThrowableException)
				&& unwrapped.getCause() != null) {
			unwrapped = unwrapped.getCause();
		}
		return unwrapped;
	}

	private static @Nullable RpcFailure encodeDeclared(RpcCall call, Throwable cause) {
		try {
			return call.codec().forMethod(call.method()).encodeException(cause);
		}
		catch (RpcException ex) {
			cause.addSuppressed(ex);
			return null;
		}
	}

	private static RpcFailure ofFurtherCall(RpcCall call, RpcException ex) {
		boolean stays = ex.status() == RpcStatus.DEADLINE_EXCEEDED || ex.status() == RpcStatus.CANCELED;
		String id = id(call);
		logger.warn("[" + id + "] " + call.method() + " failed because a call that it made failed: "
				+ String.valueOf(ex.getMessage()).replaceAll("\\p{Cntrl}", "?"));
		return RpcFailure.answered(stays ? ex.status() : RpcStatus.INTERNAL,
				"The method failed because its call of " + ex.service() + "/" + ex.method() + " failed with "
						+ ex.status().code() + ". Look for " + id + " in the log of this provider.");
	}

	private static RpcFailure undeclared(RpcCall call, Throwable cause) {
		String id = id(call);
		logger.error("[" + id + "] " + call.method() + " failed with an exception that its contract does not declare",
				cause);
		return RpcFailure.answered(RpcStatus.UNKNOWN,
				"The method failed in a way that its contract does not declare. Look for " + id
						+ " in the log of this provider.");
	}

	/** The trace id of the call, or a random id where it has none. */
	private static String id(RpcCall call) {
		String traceparent = call.headers().get("traceparent");
		if (traceparent != null && traceparent.matches("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}.*")) {
			return traceparent.substring(3, 35);
		}
		return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
	}

}
