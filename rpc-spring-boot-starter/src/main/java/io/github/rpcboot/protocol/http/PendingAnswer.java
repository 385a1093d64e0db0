package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcWatch;
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

	private static final long COARSE_MILLIS = 1000;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final RpcCall call;

	private final HttpServletRequest request;

	private final HttpServletResponse response;

	private final ConnectResponses responses;

	private final Runnable end;

	PendingAnswer(RpcCall call, HttpServletRequest request, HttpServletResponse response, ConnectResponses responses,
			Runnable end) {
		this.call = call;
		this.request = request;
		this.response = response;
		this.responses = responses;
		this.end = end;
	}

	/** Containers look after their time-outs about once a second, which is too coarse. */
	void await(CompletableFuture<RpcReply> pending) {
		AsyncContext context = this.request.startAsync(this.request, this.response);
		context.setTimeout(this.call.deadline().remainingMillis() + COARSE_MILLIS);
		context.addListener(this);
		RpcWatch deadline = RpcWatch.until(this.call.deadline(), () -> expire(context));
		pending.whenComplete((done, failure) -> {
			deadline.end();
			end(context, (failure != null) ? broken(this.call, failure) : done);
		});
	}

	/** What the bean does when it is canceled may take longer than the caller waits. */
	private void expire(AsyncContext context) {
		if (this.ended.compareAndSet(false, true)) {
			this.call.cancellation().cancelApart();
			finish(context, tooLate(this.call));
		}
	}

	private void end(AsyncContext context, RpcReply reply) {
		if (this.ended.compareAndSet(false, true)) {
			finish(context, reply);
		}
	}

	/** The container may have ended the request on its own at this very moment. */
	private void finish(AsyncContext context, RpcReply reply) {
		try {
			write(reply);
			context.complete();
		}
		catch (IllegalStateException ex) {
			logger.debug("The request of " + this.call + " was over before its answer", ex);
		}
	}

	private void write(RpcReply reply) {
		try {
			this.responses.write(this.request, this.response, reply, ServedCodecs.mediaType(this.call.codec()));
		}
		catch (IOException ex) {
			logger.debug("The caller of " + this.call + " went away before its answer", ex);
		}
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		expire(event.getAsyncContext());
	}

	static RpcReply tooLate(RpcCall call) {
		return RpcReply.failure(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED,
				"The method took longer than the deadline allowed (" + call.deadline().describe() + ").", true));
	}

	/** An interceptor failed while it changed a reply that came later. */
	static RpcReply broken(RpcCall call, Throwable failure) {
		logger.error(call + " failed on the way back", failure);
		return RpcReply
			.failure(RpcFailure.answered(RpcStatus.INTERNAL, "The provider failed while it made the answer."));
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
		this.end.run();
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		event.getAsyncContext().addListener(this);
	}

}
