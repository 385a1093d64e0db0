package io.github.rpcboot.protocol.grpc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.Principal;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.CallThreads;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.OpenStreams;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RequestBody;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcPeer;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.contract.MethodContract;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Makes calls of what a server receives, and lets the services handle them. */
final class IncomingCalls {

	private static final Log logger = LogFactory.getLog(IncomingCalls.class);

	/** For calls with streams, each of which takes one to its end. */
	private final Executor threads = CallThreads.create("rpc-grpc-stream-");

	private final RpcServices services;

	private final PayloadCodec codec;

	private final GrpcRpcEndpoint.Settings settings;

	private final GrpcDrain drain;

	IncomingCalls(RpcServices services, PayloadCodec codec, GrpcRpcEndpoint.Settings settings, GrpcDrain drain) {
		this.services = services;
		this.codec = codec;
		this.settings = settings;
		this.drain = drain;
	}

	ServerCall.Listener<byte[]> start(ServerCall<byte[], byte[]> call, Metadata headers, MethodContract method) {
		ReceivedCall received = method.hasStreams() ? new IncomingStream(this, call, headers, method)
				: new IncomingCall(this, call, headers, method);
		this.drain.started();
		received.start();
		return received;
	}

	boolean isDraining() {
		return this.drain.isDraining();
	}

	void ended() {
		this.drain.ended();
	}

	OpenStreams streams() {
		return this.drain.streams();
	}

	/** The end of a stream is about to be sent. */
	void ending(@Nullable WholeCall call, MethodContract method) {
		this.drain.untaken().add(call, method);
	}

	RpcReply handle(RpcCall call) {
		try {
			return this.services.handle(call);
		}
		catch (RpcException ex) {
			return RpcReply.failure(RpcFailure.answered(ex.status(), ex.reason()));
		}
		catch (RuntimeException ex) {
			return broken(call, ex);
		}
	}

	/**
	 * Lets another thread handle a call, with all that the server knows of its caller.
	 */
	void execute(Runnable handling) {
		this.threads.execute(this.settings.server().handing().apply(handling));
	}

	/** As the table of status codes of gRPC says. */
	static RpcReply notOne(String carried) {
		return RpcReply.failure(RpcFailure.refused(RpcStatus.UNIMPLEMENTED,
				"The call must carry one message, and carries " + carried + "."));
	}

	/** An interceptor failed while it changed a reply that came later. */
	static RpcReply broken(RpcCall call, Throwable failure) {
		logger.error(call + " failed on the way back", failure);
		return RpcReply
			.failure(RpcFailure.answered(RpcStatus.INTERNAL, "The provider failed while it made the answer."));
	}

	Duration streamIdle() {
		return this.settings.streamIdle();
	}

	int requestLimit() {
		return this.settings.limits().requestBytes();
	}

	RpcCall call(MethodContract method, ServerCall<?, ?> call, Metadata headers, byte[] message, Deadline deadline,
			Cancellation cancellation) {
		return RpcCall.incoming(method, body(message), MetadataHeaders.toHeaders(headers), deadline,
				peer(call.getAttributes()), cancellation);
	}

	private RequestBody body(byte[] message) {
		RpcFailure wrong = wrongWith(message, requestLimit());
		if (wrong == null) {
			return this.codec.body(message);
		}
		return RequestBody.of(this.codec, () -> {
			throw new RpcException(wrong.status(), wrong.message());
		});
	}

	/** What every message of a request must not be. */
	static @Nullable RpcFailure wrongWith(byte[] message, int limit) {
		if (message == Bytes.BROKEN) {
			return RpcFailure.answered(RpcStatus.INVALID_ARGUMENT, "The request cannot be decompressed.");
		}
		return (message.length > limit)
				? RpcFailure.answered(RpcStatus.RESOURCE_EXHAUSTED, "The request is larger than " + limit + " bytes.")
				: null;
	}

	/**
	 * The caller's, or ours where it asks for none or for more. Only what the caller asks
	 * for ends a stream by time.
	 */
	Deadline deadline(MethodContract method, Context context) {
		Duration most = this.settings.timeout();
		io.grpc.Deadline asked = context.getDeadline();
		long left = (asked != null) ? asked.timeRemaining(TimeUnit.NANOSECONDS) : Long.MAX_VALUE;
		if (asked != null && (method.hasStreams() || left < most.toNanos())) {
			return Deadline.after(Duration.ofNanos(left), "the caller");
		}
		return method.hasStreams() ? Deadline.unbounded() : Deadline.after(most, this.settings.timeoutOrigin());
	}

	private RpcPeer peer(Attributes attributes) {
		Principal known = this.settings.server().principal().get();
		return new RpcPeer(address(attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)),
				(known != null) ? known : certified(attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION)), "grpc");
	}

	private static String address(@Nullable SocketAddress address) {
		InetAddress remote = (address instanceof InetSocketAddress socket) ? socket.getAddress() : null;
		return (remote != null) ? remote.getHostAddress() : "unknown";
	}

	private static @Nullable Principal certified(@Nullable SSLSession session) {
		try {
			return (session != null) ? session.getPeerPrincipal() : null;
		}
		catch (SSLPeerUnverifiedException ex) {
			return null;
		}
	}

}
