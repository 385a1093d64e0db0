package io.github.rpcboot.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.github.rpcboot.provider.RemoteServices;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Says once which settings of the web server break what calls are promised. */
final class ServerSettingsCheck implements ApplicationListener<ApplicationReadyEvent> {

	/** The first that is set counts, as it does in the server. */
	private static final List<String> IDLE_TIMEOUTS = List.of("server.tomcat.keep-alive-timeout",
			"server.tomcat.connection-timeout", "server.jetty.connection-idle-timeout");

	/**
	 * More than the 4 s after which our client drops a connection, and the drain's 5 s.
	 */
	private static final Duration LEAST_IDLE = Duration.ofSeconds(6);

	private static final Log logger = LogFactory.getLog(ServerSettingsCheck.class);

	private final ObjectProvider<RemoteServices> services;

	private final Environment environment;

	private final @Nullable Integer maxInFlight;

	ServerSettingsCheck(ObjectProvider<RemoteServices> services, Environment environment,
			@Nullable Integer maxInFlight) {
		this.services = services;
		this.environment = environment;
		this.maxInFlight = maxInFlight;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		RemoteServices provided = this.services.getIfAvailable();
		if (provided != null && !provided.contracts().isEmpty()) {
			checkIdleTimeout();
			checkThreads();
		}
	}

	private void checkIdleTimeout() {
		for (String key : IDLE_TIMEOUTS) {
			Duration timeout = Binder.get(this.environment).bind(key, Duration.class).orElse(null);
			if (timeout != null) {
				if (!timeout.isNegative() && timeout.compareTo(LEAST_IDLE) <= 0) {
					logger.warn("'" + key + "' is " + timeout.toMillis() + " ms, so this server closes idle connections"
							+ " about when callers, who keep them for 4 s, use them again; such calls fail and cannot"
							+ " be repeated safely. Set "
							+ (key.equals(IDLE_TIMEOUTS.get(1)) ? "'" + IDLE_TIMEOUTS.get(0) + "'" : "it")
							+ " to more than 6s, such as 60s.");
				}
				return;
			}
		}
	}

	private void checkThreads() {
		ServerThreads threads = new ServerThreads(this.environment);
		if (this.maxInFlight != null && !threads.isUnbounded() && this.maxInFlight >= threads.threads()) {
			logger.warn(
					"'rpc.provider.max-in-flight' is " + this.maxInFlight + ", but the server has " + threads.threads()
							+ " threads: under load calls wait where nobody refuses them. Set it to at most "
							+ threads.calls() + ", or raise 'server.tomcat.threads.max'.");
		}
	}

}
