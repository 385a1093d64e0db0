package io.github.rpcboot.protocol.http;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The end of the provider's chain for one request of a mapped contract. The chain sees
 * how it went; what was thrown goes on its way behind the chain.
 */
final class MappedHandling implements RpcHandler {

	private static final byte[] NOTHING = {};

	private final HttpServletRequest request;

	private final HttpServletResponse response;

	private final MappedCalls.Invocation invocation;

	private @Nullable Throwable thrown;

	private boolean answered;

	MappedHandling(HttpServletRequest request, HttpServletResponse response, MappedCalls.Invocation invocation) {
		this.request = request;
		this.response = response;
		this.invocation = invocation;
	}

	@Override
	public RpcReply handle(RpcCall call) {
		try {
			this.invocation.proceed();
			this.answered = true;
			return outcome();
		}
		catch (LateAnswerException ex) {
			return RpcReply.failure(
					RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, "The method took longer than the deadline allowed ("
							+ call.deadline().describe() + "), so its result was discarded.", true));
		}
		catch (RpcException ex) {
			this.thrown = ex;
			throw ex;
		}
		catch (Exception | Error ex) {
			this.thrown = ex;
			return RpcReply.failure(RpcFailure.answered(RpcStatus.UNKNOWN, "The method failed.").withThrown(ex));
		}
	}

	/** The method may have chosen another status than that of a success. */
	private RpcReply outcome() {
		int status = this.response.getStatus();
		if (status < 400 || this.request.isAsyncStarted()) {
			return RpcReply.success(NOTHING, false);
		}
		return RpcReply.failure(RpcFailure.answered(HttpStatusMapper.fromRest(status),
				"The method answered with HTTP " + status + "."));
	}

	@Nullable Throwable thrown() {
		return this.thrown;
	}

	void rethrow() throws Exception {
		if (this.thrown instanceof Error error) {
			throw error;
		}
		if (this.thrown instanceof Exception exception) {
			throw exception;
		}
	}

	/** Whether the answer has been written, or will be by another thread. */
	boolean isAnswered() {
		return this.answered;
	}

}
