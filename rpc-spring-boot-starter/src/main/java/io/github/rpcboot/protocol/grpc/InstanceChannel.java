package io.github.rpcboot.protocol.grpc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;

/**
 * The channel to one instance. A channel waits longer and longer before it connects
 * again, and stays with a connection that says nothing; when to do either is decided
 * elsewhere here, so this one is told to begin anew.
 */
final class InstanceChannel {

	/** Calls that fail together begin anew together. */
	private static final long BETWEEN_RENEWALS = TimeUnit.SECONDS.toNanos(1);

	private final ManagedChannel channel;

	private final LongSupplier clock;

	private final AtomicInteger calls = new AtomicInteger();

	private final AtomicLong renewed;

	private volatile long lastUse;

	private volatile long lastHeard;

	InstanceChannel(ManagedChannel channel, LongSupplier clock) {
		this.channel = channel;
		this.clock = clock;
		this.lastUse = clock.getAsLong();
		this.lastHeard = this.lastUse;
		this.renewed = new AtomicLong(this.lastUse - BETWEEN_RENEWALS);
	}

	ClientCall<byte[], byte[]> begin(MethodDescriptor<byte[], byte[]> method, CallOptions options) {
		if (this.channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
			// It fails calls until it connects again by itself, which may take minutes.
			this.channel.enterIdle();
		}
		ClientCall<byte[], byte[]> call = this.channel.newCall(method, options);
		this.calls.incrementAndGet();
		this.lastUse = this.clock.getAsLong();
		return call;
	}

	void end() {
		this.calls.decrementAndGet();
	}

	/** The instance has said something. */
	void heard() {
		this.lastHeard = this.clock.getAsLong();
	}

	/** A call has waited for its answer in vain since then. */
	void silentSince(long began) {
		if (this.lastHeard - began < 0) {
			renew();
		}
	}

	/** Lets the calls to come have another connection; those in flight keep theirs. */
	void renew() {
		long now = this.clock.getAsLong();
		long before = this.renewed.get();
		if (now - before >= BETWEEN_RENEWALS && this.renewed.compareAndSet(before, now)) {
			this.channel.enterIdle();
		}
	}

	long now() {
		return this.clock.getAsLong();
	}

	int calls() {
		return this.calls.get();
	}

	boolean isConnected() {
		return this.channel.getState(false) == ConnectivityState.READY;
	}

	long idleNanos() {
		return (this.calls.get() > 0) ? 0 : this.clock.getAsLong() - this.lastUse;
	}

	void close() {
		this.channel.shutdownNow();
	}

}
