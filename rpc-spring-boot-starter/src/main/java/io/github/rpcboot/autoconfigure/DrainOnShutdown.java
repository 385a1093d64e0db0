package io.github.rpcboot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcTimer;
import io.github.rpcboot.protocol.http.HttpDrain;
import io.github.rpcboot.protocol.http.ServerSockets;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Drains before anything of the context stops, since executors refuse work as soon as
 * they hear of the closing. Only when the process is told to end: a context that is
 * closed in a JVM that lives on, as tests and DevTools do, waits for nobody. Boot has
 * taken readiness down by then.
 */
final class DrainOnShutdown implements ApplicationListener<ContextClosedEvent>, PriorityOrdered {

	/** Spring Boot's tests leave it in their environment. */
	private static final String TEST = "org.springframework.boot.test.context.SpringBootTestContextBootstrapper";

	/** Of the 30 s that Kubernetes grants by default. */
	private static final Duration ALL = Duration.ofSeconds(27);

	private static final Duration FOR_THE_REST = Duration.ofSeconds(2);

	private static final Duration LEAST = Duration.ofSeconds(1);

	private static final Duration DEREGISTRATION = Duration.ofSeconds(2);

	private static final String PHASE_TIMEOUT = "spring.lifecycle.timeout-per-shutdown-phase";

	private static final Log logger = LogFactory.getLog(DrainOnShutdown.class);

	private final ApplicationContext context;

	private final RpcProperties.Drain settings;

	private final HttpDrain drain;

	private final @Nullable ServerSockets sockets;

	private final List<Runnable> deregistrations;

	private final RpcEvents events;

	private final BooleanSupplier processEnds;

	DrainOnShutdown(ApplicationContext context, RpcProperties.Drain settings, HttpDrain drain,
			@Nullable ServerSockets sockets, List<Runnable> deregistrations, RpcEvents events,
			BooleanSupplier processEnds) {
		this.context = context;
		this.settings = settings;
		this.drain = drain;
		this.sockets = sockets;
		this.deregistrations = deregistrations;
		this.events = events;
		this.processEnds = processEnds;
	}

	/** Whoever asks for more is told at the start, not when a process is killed. */
	static void check(RpcProperties.Drain settings) {
		Duration windows = settings.accept().plus(settings.serve());
		if (windows.plus(FOR_THE_REST).compareTo(ALL) > 0) {
			logger.warn("'rpc.provider.drain.accept' and 'rpc.provider.drain.serve' are " + windows.toSeconds()
					+ " s together, and stopping must be over after " + ALL.toSeconds()
					+ " s, because Kubernetes kills after 30. Calls in flight may be cut off. Shorten them.");
		}
	}

	/** Nobody can add a hook to a JVM that shuts down. */
	static boolean processEnds() {
		Thread hook = new Thread(() -> {
		});
		try {
			Runtime.getRuntime().addShutdownHook(hook);
			Runtime.getRuntime().removeShutdownHook(hook);
			return false;
		}
		catch (IllegalStateException ex) {
			return true;
		}
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() != this.context || !hasServer()) {
			return;
		}
		if (!isTest(this.context) && this.drain.isNeeded() && this.processEnds.getAsBoolean()) {
			drain();
		}
		else {
			// Boot's stop waits for whatever is open, and a stream may have no end.
			RpcTimer.later(this.settings.serve().toNanos(), this.drain::endStreams);
		}
	}

	/** The contexts that tests keep are closed at the end of their JVM. */
	static boolean isTest(ApplicationContext context) {
		return context.getEnvironment().containsProperty(TEST);
	}

	/** A war has none: its container decides when connections end. */
	private boolean hasServer() {
		return this.context instanceof WebServerApplicationContext server && server.getWebServer() != null;
	}

	private void drain() {
		long began = System.nanoTime();
		this.drain.begin();
		deregister();
		this.drain.run(this.settings.accept(), this.settings.serve(), this.sockets, this.events);
		Duration left = ALL.minusNanos(System.nanoTime() - began);
		limitGracefulStop((left.compareTo(LEAST) > 0) ? left : LEAST);
	}

	/** A registry that does not answer must not use up the time. */
	private void deregister() {
		if (this.deregistrations.isEmpty()) {
			return;
		}
		Thread thread = new Thread(() -> this.deregistrations.forEach(DrainOnShutdown::run), "rpc-deregistration");
		thread.setDaemon(true);
		thread.start();
		try {
			thread.join(DEREGISTRATION.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (thread.isAlive()) {
			logger.warn("Drain: the registry has not confirmed within " + DEREGISTRATION.toSeconds()
					+ " s that this instance is gone.");
		}
	}

	private static void run(Runnable deregistration) {
		try {
			deregistration.run();
		}
		catch (RuntimeException ex) {
			logger.warn("Drain: this instance could not be taken out of its registry.", ex);
		}
	}

	private void limitGracefulStop(Duration left) {
		if (this.context.getEnvironment().containsProperty(PHASE_TIMEOUT)) {
			return;
		}
		if (lifecycleProcessor() instanceof DefaultLifecycleProcessor processor) {
			processor.setTimeoutForShutdownPhase(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE, left.toMillis());
		}
	}

	private @Nullable LifecycleProcessor lifecycleProcessor() {
		String name = AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME;
		return (this.context instanceof ConfigurableApplicationContext && this.context.containsLocalBean(name))
				? this.context.getBean(name, LifecycleProcessor.class) : null;
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
