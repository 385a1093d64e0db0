package io.github.rpcboot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.github.rpcboot.call.RpcTimer;
import io.github.rpcboot.protocol.grpc.GrpcDrain;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Drains the gRPC server before anything of the context stops: its health goes down,
 * answers tell their callers to go elsewhere, and calls are taken until they do. Spring
 * Boot stops the server then, which asks callers to close their connections and serves
 * the calls in flight. Only when the process is told to end; streams that have no end are
 * ended in any case.
 */
final class GrpcDrainOnShutdown implements ApplicationListener<ContextClosedEvent>, PriorityOrdered {

	private static final Log logger = LogFactory.getLog(GrpcDrainOnShutdown.class);

	private final ApplicationContext context;

	private final RpcProperties.Drain settings;

	private final GrpcDrain drain;

	private final List<Runnable> health;

	private final BooleanSupplier processEnds;

	GrpcDrainOnShutdown(ApplicationContext context, RpcProperties.Drain settings, GrpcDrain drain,
			List<Runnable> health, BooleanSupplier processEnds) {
		this.context = context;
		this.settings = settings;
		this.drain = drain;
		this.health = health;
		this.processEnds = processEnds;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() != this.context) {
			return;
		}
		if (DrainOnShutdown.isTest(this.context) || !this.processEnds.getAsBoolean()) {
			endStreams(this.settings.serve());
		}
		else {
			endStreams(this.settings.accept().plus(this.settings.serve()));
			drain();
		}
	}

	/** The server's stop waits for whatever is open, and a stream may have no end. */
	private void endStreams(Duration after) {
		RpcTimer.later(after.toNanos(), this.drain::endStreams);
	}

	private void drain() {
		this.drain.begin();
		this.health.forEach(Runnable::run);
		if (this.drain.isNeeded()) {
			logger.info("Drain of gRPC: health is down, and every answer tells its caller to go to another instance."
					+ " Calls are taken for at most " + this.settings.accept().toMillis() + " ms.");
		}
	}

	/** Waits behind the drain of the web server, which takes its time at once with it. */
	ApplicationListener<ContextClosedEvent> end() {
		return new End(this);
	}

	private void await(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context && this.drain.isNeeded()) {
			this.drain.await(this.settings.accept());
		}
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	private record End(GrpcDrainOnShutdown drain) implements ApplicationListener<ContextClosedEvent>, PriorityOrdered {

		@Override
		public void onApplicationEvent(ContextClosedEvent event) {
			this.drain.await(event);
		}

		@Override
		public boolean supportsAsyncExecution() {
			return false;
		}

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE + 1;
		}

	}

}
