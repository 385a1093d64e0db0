package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * An answer that is still to come. The reply, the deadline and a broken connection race;
 * whoever is first ends the request.
 */
final class PendingAnswer implements AsyncListener {

	private static final Log logger = LogFactory.getLog(PendingAnswer.class);

	private final AtomicBoolean ended = new AtomicBoolean();

	private final RpcCall call;

	private final HttpServletRequest request;

	private final HttpServletResponse response;

	private final ConnectResponses responses;

	PendingAnswer(RpcCall call, HttpServletRequest request, HttpServletResponse response, ConnectResponses responses) {
		this.call = call;
		this.request = request;
		this.response = response;
		this.responses = responses;
	}

	void await(RpcReply reply) {
		AsyncContext context = this.request.startAsync(this.request, this.response);
		context.setTimeout(Math.max(1, this.call.deadline().remainingMillis()));
		context.addListener(this);
		reply.whenDone((done) -> end(context, done));
	}

	private void end(AsyncContext context, RpcReply reply) {
		if (this.ended.compareAndSet(false, true)) {
			try {
				this.responses.write(this.request, this.response, reply);
			}
			catch (IOException ex) {
				logger.debug("The caller of " + this.call + " went away before its answer", ex);
			}
			finally {
				context.complete();
			}
		}
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		this.call.cancellation().cancel();
		end(event.getAsyncContext(), tooLate(this.call));
	}

	static RpcReply tooLate(RpcCall call) {
		return RpcReply.failure(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED,
				"The method took longer than the deadline allowed (" + call.deadline().describe() + ").", true));
	}

	@Override
	public void onError(AsyncEvent event) {
		this.call.cancellation().cancel();
		if (this.ended.compareAndSet(false, true)) {
			event.getAsyncContext().complete();
		}
	}

	@Override
	public void onComplete(AsyncEvent event) {
		this.ended.set(true);
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		event.getAsyncContext().addListener(this);
	}

}
