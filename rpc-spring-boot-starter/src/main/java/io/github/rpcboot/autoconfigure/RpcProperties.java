package io.github.rpcboot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The configuration of remote services and references.
 *
 * @param endpoints the URLs of the instances of each providing application, by its name;
 * one protocol per list
 * @param maxMessageSize the most decoded bytes of a request or response message
 * @param consumer calls that this application makes
 * @param provider calls that this application takes
 * @since 0.1.0
 */
@ConfigurationProperties("rpc")
public record RpcProperties(@DefaultValue Map<String, List<String>> endpoints,
		@DefaultValue("4MB") DataSize maxMessageSize, @DefaultValue Consumer consumer,
		@DefaultValue Provider provider) {

	/**
	 * Calls that this application makes.
	 *
	 * @param timeout the deadline of a whole call, all attempts included
	 * @param propagate headers that a call passes on to the calls made for it
	 * @param targets settings per providing application, by its name
	 * @since 0.1.0
	 */
	public record Consumer(@DefaultValue("3s") Duration timeout, @DefaultValue( {
			"traceparent", "tracestate", "baggage" }) List<String> propagate,
			@DefaultValue Map<String, Target> targets){
	}

	/**
	 * Settings of one providing application.
	 *
	 * @param timeout the deadline of a whole call; the consumer's if not set
	 * @param basePath the path that the application serves calls under
	 * @param ssl TLS of the connections to it
	 * @param maxInFlight the most calls in flight at a time
	 * @param token a static bearer token to send
	 * @param compress whether to gzip requests and to ask for gzip answers
	 * @param services settings per contract, by its wire name
	 * @since 0.1.0
	 */
	public record Target(@Nullable Duration timeout, @Nullable String basePath, @Nullable Ssl ssl,
			@Nullable Integer maxInFlight, @Nullable String token, @Nullable Boolean compress,
			@DefaultValue Map<String, Service> services) {

		/**
		 * {@return the settings without the token}
		 */
		@Override
		public String toString() {
			return "Target[timeout=" + this.timeout + ", basePath=" + this.basePath + ", ssl=" + this.ssl
					+ ", maxInFlight=" + this.maxInFlight + ", token=" + ((this.token != null) ? "******" : null)
					+ ", compress=" + this.compress + ", services=" + this.services + "]";
		}

	}

	/**
	 * TLS.
	 *
	 * @param bundle the name of an SSL bundle
	 * @since 0.1.0
	 */
	public record Ssl(@Nullable String bundle) {
	}

	/**
	 * Settings of one contract.
	 *
	 * @param timeout the deadline of a whole call; the target's if not set
	 * @param methods settings per method, by its wire name
	 * @since 0.1.0
	 */
	public record Service(@Nullable Duration timeout, @DefaultValue Map<String, Method> methods) {
	}

	/**
	 * Settings of one method.
	 *
	 * @param timeout the deadline of a whole call; the service's if not set
	 * @since 0.1.0
	 */
	public record Method(@Nullable Duration timeout) {
	}

	/**
	 * Calls that this application takes.
	 *
	 * @param basePath the path that calls are served under; neither empty nor the root
	 * @param timeout the deadline of a call whose caller sends none, and the most that a
	 * caller may ask for
	 * @param token a static bearer token that callers must send
	 * @since 0.1.0
	 */
	public record Provider(@DefaultValue("/rpc") String basePath, @DefaultValue("30s") Duration timeout,
			@Nullable String token) {

		/**
		 * {@return the settings without the token}
		 */
		@Override
		public String toString() {
			return "Provider[basePath=" + this.basePath + ", timeout=" + this.timeout + ", token="
					+ ((this.token != null) ? "******" : null) + "]";
		}

	}

}
