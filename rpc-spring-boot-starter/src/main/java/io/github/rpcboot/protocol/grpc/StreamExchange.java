package io.github.rpcboot.protocol.grpc;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcStreams;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * One call with streams on a channel. Its reader waits for messages on its own thread;
 * the channel's thread does nothing but put them into the inbox. Request messages are
 * written by the caller's thread, and by one of ours where answers come meanwhile.
 */
final class StreamExchange extends ClientCall.Listener<byte[]> implements MessageStream {

	private final StreamTrace trace = new StreamTrace();

	private final AtomicBoolean released = new AtomicBoolean();

	/** Why this side has ended the call. */
	private final AtomicReference<@Nullable GivenUp> given = new AtomicReference<>();

	private final Runnable onCancel = () -> giveUp(GrpcFailures.canceled(true));

	private final RpcCall call;

	private final RpcStreams.Times times;

	private final InstanceChannel channel;

	private final AttemptEnd end;

	private final ClientCall<byte[], byte[]> sent;

	private final Inbox inbox;

	private final @Nullable RequestWriter writer;

	private final Deadline connect;

	private volatile @Nullable Metadata headers;

	private volatile Metadata trailers = new Metadata();

	private volatile @Nullable Status status;

	private volatile boolean closed;

	/** Known to the reader only. */
	private boolean begun;

	private boolean over;

	private volatile @Nullable RpcFailure failure;

	StreamExchange(RpcCall call, RpcStreams streams, Endpoint endpoint, InstanceChannel channel, Plan plan) {
		this.call = call;
		this.times = streams.times();
		this.channel = channel;
		this.end = new AttemptEnd(endpoint, channel, this.trace, plan.responseLimit());
		this.connect = call.deadline().part(ConnectTime.nanos(call.deadline()));
		this.sent = channel.begin(plan.method(), plan.options().withStreamTracerFactory(this.trace.factory()));
		this.inbox = new Inbox(this.sent::request);
		this.writer = (call.method().requestStream() != null)
				? new RequestWriter(this, this.sent, streams.send(plan.codec()), this.times) : null;
	}

	/**
	 * Sends the call.
	 * @param metadata its head
	 * @param body its message, if it has one only
	 * @param writers run what sends messages while answers come
	 * @return the reply, once its head is there
	 */
	RpcReply run(Metadata metadata, byte[] body, Executor writers) {
		this.call.cancellation().onCancel(this.onCancel);
		try {
			this.sent.start(this, metadata);
			this.inbox.open();
			write(body, writers);
		}
		catch (RejectedExecutionException ex) {
			fail(RpcFailure.over(RpcStatus.RESOURCE_EXHAUSTED,
					"Every thread that sends request streams over gRPC is busy.", false));
		}
		catch (RuntimeException ex) {
			fail(this.end.local(ex));
		}
		return (this.call.method().responseStream() != null) ? streaming() : only();
	}

	private void write(byte[] body, Executor writers) {
		if (this.writer == null) {
			this.sent.sendMessage(body);
			this.sent.halfClose();
		}
		else if (this.call.method().responseStream() != null) {
			writers.execute(this.writer);
		}
		else {
			this.writer.write();
		}
	}

	/** What failed before there was a message is no stream at all. */
	private RpcReply streaming() {
		await(true);
		Status known = this.status;
		boolean failed = this.given.get() != null || (known != null && !known.isOk() && this.headers == null);
		if (!failed) {
			return AttemptEnd.withMetadata(RpcReply.streaming(this), this.headers, null);
		}
		finish(null);
		RpcFailure how = this.failure;
		return AttemptEnd.withMetadata(
				RpcReply.failure((how != null) ? how : this.end.confirmed(GrpcFailures.canceled(true))), this.headers,
				this.trailers);
	}

	/** An answer with one message. */
	private RpcReply only() {
		byte[] message = next();
		boolean several = message != null && next() != null;
		if (several) {
			close();
		}
		else {
			finish(message);
		}
		RpcFailure how = this.failure;
		RpcReply reply = (how != null) ? RpcReply.failure(how) : this.end.success(message, several, this.headers);
		return AttemptEnd.withMetadata(reply, this.headers, this.trailers);
	}

	@Override
	public void onHeaders(Metadata headers) {
		this.channel.heard();
		this.headers = headers;
		this.inbox.wake();
	}

	@Override
	public void onMessage(byte[] message) {
		this.inbox.add(message);
	}

	@Override
	public void onReady() {
		if (this.writer != null) {
			this.writer.wake();
		}
	}

	@Override
	public void onClose(Status status, Metadata trailers) {
		this.trailers = trailers;
		this.status = status;
		this.inbox.complete();
		if (this.writer != null) {
			this.writer.wake();
		}
	}

	/** Whether messages may still be sent: nobody has ended the call. */
	boolean isOpen() {
		return this.status == null && !isGivenUp();
	}

	private boolean isGivenUp() {
		return this.closed || this.given.get() != null;
	}

	/**
	 * Ends the call on this side, if nobody has. How far it came is known only when it is
	 * canceled.
	 */
	void giveUp(RpcFailure why) {
		end(new GivenUp(why, false));
	}

	/** Ends the call on this side, if nobody has, with what has failed. */
	void fail(RpcFailure how) {
		end(new GivenUp(how, true));
	}

	private void end(GivenUp why) {
		if (isOpen()) {
			set(why);
		}
	}

	/** The rest of the answer may have come whole meanwhile, and is worth nothing. */
	private void refuse(RpcFailure message) {
		set(new GivenUp(message, true));
	}

	private void set(GivenUp why) {
		if (this.given.compareAndSet(null, why)) {
			this.sent.cancel(why.failure().message(), null);
			wake();
		}
	}

	/** Lets those who wait look around. */
	void wake() {
		this.inbox.wake();
		if (this.writer != null) {
			this.writer.wake();
		}
	}

	/** Not what comes of a call that another thread has ended meanwhile. */
	void failWriting(RuntimeException ex) {
		fail(this.end.local(ex));
	}

	@Nullable RpcFailure whyNotConnected() {
		return (!this.end.isSent() && this.connect.isExpired()) ? this.end.notAccepted() : null;
	}

	long nanosToConnect(long most) {
		return this.end.isSent() ? most : Math.min(most, Math.max(1, this.connect.remainingNanos()));
	}

	@Override
	public byte @Nullable [] next() {
		if (this.over) {
			return null;
		}
		byte[] message = isGivenUp() ? null : this.inbox.poll();
		if (message == null) {
			message = await(false);
		}
		RpcFailure wrong = (message != null) ? this.end.wrongWith(message) : null;
		if (wrong != null) {
			refuse(wrong);
			message = null;
		}
		if (message == null) {
			finish(null);
			return null;
		}
		this.begun = true;
		return message;
	}

	/**
	 * Waits for the next message.
	 * @param head whether the head of the answer is enough
	 */
	private byte @Nullable [] await(boolean head) {
		Deadline next = this.begun ? this.times.next() : null;
		if (this.writer != null) {
			this.writer.awaitNext();
		}
		this.inbox.enter();
		try {
			while (!isGivenUp() && !(head && this.headers != null)) {
				boolean complete = this.inbox.isComplete();
				byte[] message = head ? null : this.inbox.poll();
				if (message != null || complete) {
					return message;
				}
				waitUntil(next);
			}
			return null;
		}
		finally {
			this.inbox.leave();
		}
	}

	private void waitUntil(@Nullable Deadline next) {
		long left = (next != null) ? nanosTo(next) : nanosToFirst();
		RpcFailure why = whyNotWait(left);
		if (why != null) {
			giveUp(why);
		}
		else {
			LockSupport.parkNanos(this, nanosToConnect(left));
		}
	}

	private long nanosTo(Deadline next) {
		return (this.writer != null) ? this.writer.nanosToNext(next) : next.remainingNanos();
	}

	private long nanosToFirst() {
		return (this.writer != null) ? this.writer.nanosToAnswer() : this.call.deadline().remainingNanos();
	}

	private @Nullable RpcFailure whyNotWait(long left) {
		if (Thread.currentThread().isInterrupted()) {
			return GrpcFailures.canceled(true);
		}
		return (left <= 0) ? GrpcFailures.deadline(true) : whyNotConnected();
	}

	/** No message comes any more, or none is wanted. */
	private void finish(byte @Nullable [] message) {
		this.over = true;
		if (!this.closed) {
			this.failure = how(message);
		}
		release();
	}

	private @Nullable RpcFailure how(byte @Nullable [] message) {
		GivenUp given = this.given.get();
		if (given != null) {
			return given.sure() ? given.failure() : told(this.end.confirmed(given.failure()));
		}
		Status known = this.status;
		return (known == null || known.isOk()) ? null
				: told(this.end.failure(known, this.trailers, message, this.times.total().isExpired()));
	}

	/** Behind the first message it is the next one that is late. */
	private RpcFailure told(RpcFailure failed) {
		boolean late = this.begun && failed.status() == RpcStatus.DEADLINE_EXCEEDED && !this.trace.isAnswered();
		return late ? RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, "No further message came in time.", true) : failed;
	}

	private void release() {
		if (this.released.compareAndSet(false, true)) {
			this.call.cancellation().remove(this.onCancel);
			this.channel.end();
			if (this.writer != null) {
				this.writer.stop();
			}
		}
	}

	@Override
	public @Nullable RpcFailure failure() {
		return this.failure;
	}

	@Override
	public RpcHeaders trailers() {
		return MetadataHeaders.toHeaders(null, this.trailers);
	}

	@Override
	public void close() {
		if (isOpen()) {
			this.closed = true;
			this.sent.cancel("The reader has had enough.", null);
			wake();
		}
		release();
	}

	/**
	 * What one kind of call needs.
	 *
	 * @param method its form on the wire
	 * @param options its options
	 * @param codec encodes the messages of its request stream
	 * @param responseLimit the most bytes of a message
	 */
	record Plan(MethodDescriptor<byte[], byte[]> method, CallOptions options, MethodCodec codec, int responseLimit) {
	}

	private record GivenUp(RpcFailure failure, boolean sure) {
	}

}
