package io.github.rpcboot.protocol.http;

import java.util.Locale;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.protocol.http.HttpEngine.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Decides what failed in an attempt of a REST-mapped call, of which there may be an
 * answer, and what the library that reads the mapping has made of it.
 */
final class MappedFailures {

	private final ErrorCodec errors;

	MappedFailures(ErrorCodec errors) {
		this.errors = errors;
	}

	RpcFailure of(Throwable ex, MappedExchange exchange, MethodContract method) {
		if (ex instanceof Error error) {
			throw error;
		}
		RpcFailure failure = exchange.failure();
		Answer answer = exchange.answer();
		if (failure != null) {
			return failure;
		}
		if (answer == null) {
			return RpcFailure
				.over(RpcStatus.INVALID_ARGUMENT, "The arguments of " + method
						+ " could not be made into a request, so this attempt sent nothing. The cause says why.", false)
				.withCause(ex);
		}
		RpcFailure told = answered(ex, answer, method, exchange.isAtInstance());
		boolean own = answer.status() >= 300 && !isOfALibrary(ex);
		return told.withRetryAfter(RetryAfter.of(answer)).withCause(ex).withThrown(own ? ex : null);
	}

	static boolean isSentOn(Answer answer) {
		return answer.status() >= 300 && answer.status() < 400;
	}

	static RpcFailure sentOn(Answer answer) {
		return RpcFailure.answered(RpcStatus.FAILED_PRECONDITION, "The service answered HTTP " + answer.status()
				+ ". Only what reads is sent on to another place, and not from https to http.");
	}

	/** Another instance would not help where this one was not asked. */
	private RpcFailure answered(Throwable ex, Answer answer, MethodContract method, boolean atInstance) {
		if (answer.status() < 300) {
			return RpcFailure.answered(RpcStatus.INTERNAL, "The answer to " + method + ", HTTP " + answer.status()
					+ ", cannot be read as its result. Check the contract against the service.");
		}
		if (isSentOn(answer)) {
			return sentOn(answer);
		}
		RpcFailure ours = atInstance ? ofOurs(answer) : null;
		if (ours != null) {
			return ours;
		}
		RpcStatus status = HttpStatusMapper.fromRest(answer.status());
		String message = "The service answered HTTP " + answer.status() + ". The cause has its body.";
		return (atInstance && isRefusedOnTheWay(answer.status())) ? RpcFailure.ambiguous(status, message, ex)
				: RpcFailure.answered(status, message);
	}

	/** A provider of this starter says what it refuses, and whether the method ran. */
	private @Nullable RpcFailure ofOurs(Answer answer) {
		boolean notExecuted = "1".equals(answer.header(ConnectProtocol.NOT_EXECUTED));
		RpcFailure told = isJson(answer) ? this.errors.decode(answer.body()) : null;
		if (told != null && HttpStatusMapper.toHttp(told.status()) == answer.status()) {
			return notExecuted ? RpcFailure.refused(told.status(), told.message()) : told;
		}
		return notExecuted
				? RpcFailure.refused(HttpStatusMapper.fromRest(answer.status()),
						"The service answered HTTP " + answer.status() + " and says that the method did not start.")
				: null;
	}

	private static boolean isJson(Answer answer) {
		String type = answer.header("content-type");
		return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
	}

	/** Others answer so for an application that is not there, or busy. */
	private static boolean isRefusedOnTheWay(int status) {
		return status >= 502 && status <= 504;
	}

	/** What else was made of an error is the work of the application's own decoder. */
	private static boolean isOfALibrary(Throwable ex) {
		for (Class<?> type = ex.getClass(); type != null; type = type.getSuperclass()) {
			if (type.getName().equals("feign.FeignException")
					|| type.getName().equals("org.springframework.web.client.RestClientException")) {
				return true;
			}
		}
		return false;
	}

}
