package io.github.rpcboot.protocol.http;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The end of the provider's chain for one request of a mapped contract. The chain sees
 * how it went; what the method returned or threw is kept until the chain has decided.
 */
final class MappedHandling implements RpcHandler {

	private static final byte[] NOTHING = {};

	private final HttpServletRequest request;

	private final MappedCalls.Invocation invocation;

	private MappedCalls.@Nullable Result result;

	private @Nullable Throwable thrown;

	private @Nullable RpcReply own;

	MappedHandling(HttpServletRequest request, MappedCalls.Invocation invocation) {
		this.request = request;
		this.invocation = invocation;
	}

	@Override
	public RpcReply handle(RpcCall call) {
		try {
			this.result = this.invocation.proceed(new TimedRequest(this.request, call.deadline()));
			this.own = outcome((this.result != null) ? this.result.status() : 200);
		}
		catch (Exception | Error ex) {
			this.thrown = ex;
			if (ex instanceof RuntimeException unchecked && isOurs(unchecked)) {
				throw unchecked;
			}
			this.own = RpcReply.failure(failure(ex));
		}
		return this.own;
	}

	/** The provider knows what to tell of it. */
	private static boolean isOurs(Throwable ex) {
		return ex instanceof RpcException || ex.getCause() instanceof RpcException;
	}

	private RpcFailure failure(Throwable ex) {
		int status = this.invocation.status(ex);
		RpcStatus code = (status >= 400 && status != 500) ? HttpStatusMapper.fromRest(status) : RpcStatus.UNKNOWN;
		return RpcFailure.answered(code, "The method failed.").withThrown(ex);
	}

	/** The method may have chosen another status than that of a success. */
	private static RpcReply outcome(int status) {
		return (status < 400) ? RpcReply.success(NOTHING, false) : RpcReply.failure(RpcFailure
			.answered(HttpStatusMapper.fromRest(status), "The method answered with HTTP " + status + "."));
	}

	/** Whether the chain lets pass what the method returned or threw. */
	boolean passes(RpcReply reply) {
		RpcFailure failure = reply.failure();
		if (failure != null && this.thrown != null) {
			return failure.thrown() == this.thrown;
		}
		RpcReply own = this.own;
		return own != null && own.failure() == failure && own.body() == reply.body();
	}

	@Nullable Throwable thrown() {
		return this.thrown;
	}

	boolean isThrownByUs() {
		return this.thrown != null && isOurs(this.thrown);
	}

	/**
	 * Throws what was thrown, or writes what was returned, unless that has been done.
	 */
	void complete() throws Exception {
		if (this.thrown instanceof Error error) {
			throw error;
		}
		if (this.thrown instanceof Exception exception) {
			throw exception;
		}
		if (this.result != null) {
			this.result.write();
		}
	}

}
