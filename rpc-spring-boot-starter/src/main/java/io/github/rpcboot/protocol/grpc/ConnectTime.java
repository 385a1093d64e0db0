package io.github.rpcboot.protocol.grpc;

import java.util.concurrent.TimeUnit;

import io.github.rpcboot.call.Deadline;
import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;

import org.springframework.util.ClassUtils;

/** How long a call waits for a connection, so that another instance can have its turn. */
final class ConnectTime {

	private static final int CONNECT_MILLIS = 500;

	/**
	 * With the handshakes of TLS and HTTP/2, and the classes that the first one loads.
	 */
	private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

	private static final boolean NETTY = ClassUtils.isPresent("io.grpc.netty.NettyChannelBuilder",
			ConnectTime.class.getClassLoader());

	private ConnectTime() {
	}

	static long nanos(Deadline deadline) {
		return Math.min(LONGEST, Math.max(1, deadline.remainingNanos() / 2));
	}

	/**
	 * Other kinds of channels have no connection of their own, or bound it themselves.
	 */
	static void limit(ManagedChannelBuilder<?> builder) {
		if (NETTY) {
			Netty.limit(builder);
		}
	}

	private static final class Netty {

		static void limit(ManagedChannelBuilder<?> builder) {
			if (builder instanceof NettyChannelBuilder netty) {
				netty.withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
			}
		}

	}

}
