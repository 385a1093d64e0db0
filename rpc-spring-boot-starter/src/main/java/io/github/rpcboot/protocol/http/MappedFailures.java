package io.github.rpcboot.protocol.http;

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
		String code = answer.header(ConnectProtocol.CODE);
		RpcStatus status = (code != null) ? RpcStatus.ofCode(code) : null;
		if (status == null) {
			return null;
		}
		RpcFailure told = this.errors.decode(answer.body());
		String message = (told != null) ? told.message() : "The service answered HTTP " + answer.status() + ".";
		return "1".equals(answer.header(ConnectProtocol.NOT_EXECUTED)) ? RpcFailure.refused(status, message)
				: RpcFailure.answered(status, message);
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
