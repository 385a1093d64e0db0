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
	 * @param streamIdleTimeout the longest time between two messages of a stream
	 * @param maxAttempts the most attempts of a call, the first included; attempts that
	 * could not be sent do not count
	 * @param retryBudget the repeats that are allowed per call on average, such as 0.2
	 * @param hedge whether slow calls of idempotent methods are sent a second time
	 * @param choice how an instance is chosen
	 * @param slowStart the time in which a new instance gets its whole share of the
	 * calls; 0 turns this off
	 * @param ejection whether an instance that fails is passed over for a while
	 * @param maxInFlight the most calls in flight to one application at a time
	 * @param propagate headers that a call passes on to the calls made for it
	 * @param discovery how the instances of applications are looked up
	 * @param targets settings per providing application, by its name
	 * @since 0.1.0
	 */
	public record Consumer(@DefaultValue("3s") Duration timeout, @DefaultValue("60s") Duration streamIdleTimeout,
			@DefaultValue("3") int maxAttempts, @DefaultValue("0.2") double retryBudget,
			@DefaultValue("false") boolean hedge, @DefaultValue("two-choices") Choice choice,
			@DefaultValue("10s") Duration slowStart, @DefaultValue("true") boolean ejection,
			@DefaultValue("1024") int maxInFlight, @DefaultValue( {
					"traceparent", "tracestate", "baggage" }) List<String> propagate,
			@DefaultValue Discovery discovery, @DefaultValue Map<String, Target> targets){
	}

	/**
	 * How the instances of applications are looked up.
	 *
	 * @param refresh the time between two look-ups in DNS or a registry
	 * @param emptyHold the time that the last instances are kept after an empty answer
	 * @since 0.1.0
	 */
	public record Discovery(@DefaultValue("30s") Duration refresh, @DefaultValue("60s") Duration emptyHold) {
	}

	/**
	 * How an instance is chosen.
	 *
	 * @since 0.1.0
	 */
	public enum Choice {

		/** Of two random instances the one with fewer calls in flight. */
		TWO_CHOICES,

		/** One after the other. */
		ROUND_ROBIN

	}

	/**
	 * What messages are written in.
	 *
	 * @since 0.1.0
	 */
	public enum Codec {

		/** JSON. */
		JSON,

		/** The binary form of protobuf. */
		PROTO

	}

	/**
	 * Settings of one providing application.
	 *
	 * @param timeout the deadline of a whole call; the consumer's if not set
	 * @param streamIdleTimeout the longest time between two messages of a stream; the
	 * consumer's if not set
	 * @param maxAttempts the most attempts of a call; the consumer's if not set
	 * @param retryBudget the repeats that are allowed per call on average; the consumer's
	 * if not set
	 * @param hedge whether a slow call of an idempotent method is sent a second time; the
	 * consumer's if not set
	 * @param choice how an instance is chosen; the consumer's if not set
	 * @param slowStart the time in which a new instance gets its whole share of the
	 * calls; 0 turns this off; the consumer's if not set
	 * @param ejection whether an instance that fails is passed over for a while; the
	 * consumer's if not set
	 * @param basePath the path that the application serves calls under
	 * @param ssl TLS of the connections to it
	 * @param maxInFlight the most calls in flight at a time; the consumer's if not set
	 * @param token a static bearer token to send
	 * @param compress whether to gzip requests and to ask for gzip answers
	 * @param codec what messages are written in over HTTP; JSON if not set
	 * @param services settings per contract, by its wire name
	 * @since 0.1.0
	 */
	public record Target(@Nullable Duration timeout, @Nullable Duration streamIdleTimeout,
			@Nullable Integer maxAttempts, @Nullable Double retryBudget, @Nullable Boolean hedge,
			@Nullable Choice choice, @Nullable Duration slowStart, @Nullable Boolean ejection,
			@Nullable String basePath, @Nullable Ssl ssl, @Nullable Integer maxInFlight, @Nullable String token,
			@Nullable Boolean compress, @Nullable Codec codec, @DefaultValue Map<String, Service> services) {

		/**
		 * {@return the settings without the token}
		 */
		@Override
		public String toString() {
			return "Target[timeout=" + this.timeout + ", streamIdleTimeout=" + this.streamIdleTimeout + ", maxAttempts="
					+ this.maxAttempts + ", retryBudget=" + this.retryBudget + ", hedge=" + this.hedge + ", choice="
					+ this.choice + ", slowStart=" + this.slowStart + ", ejection=" + this.ejection + ", basePath="
					+ this.basePath + ", ssl=" + this.ssl + ", maxInFlight=" + this.maxInFlight + ", token="
					+ ((this.token != null) ? "******" : null) + ", compress=" + this.compress + ", codec=" + this.codec
					+ ", services=" + this.services + "]";
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
	 * @param streamIdleTimeout the longest time between two messages of a stream; the
	 * target's if not set
	 * @param maxAttempts the most attempts of a call; the target's if not set
	 * @param hedge whether a slow call of an idempotent method is sent a second time; the
	 * target's if not set
	 * @param fallback the name of a bean of the contract's type that answers when the
	 * application cannot
	 * @param methods settings per method, by its wire name
	 * @since 0.1.0
	 */
	public record Service(@Nullable Duration timeout, @Nullable Duration streamIdleTimeout,
			@Nullable Integer maxAttempts, @Nullable Boolean hedge, @Nullable String fallback,
			@DefaultValue Map<String, Method> methods) {
	}

	/**
	 * Settings of one method.
	 *
	 * @param timeout the deadline of a whole call; the service's if not set
	 * @param streamIdleTimeout the longest time between two messages of a stream; the
	 * service's if not set
	 * @param maxAttempts the most attempts of a call; the service's if not set
	 * @param hedge whether a slow call of an idempotent method is sent a second time; the
	 * service's if not set
	 * @since 0.1.0
	 */
	public record Method(@Nullable Duration timeout, @Nullable Duration streamIdleTimeout,
			@Nullable Integer maxAttempts, @Nullable Boolean hedge) {
	}

	/**
	 * Calls that this application takes.
	 *
	 * @param basePath the path that calls are served under; neither empty nor the root
	 * @param timeout the deadline of a call whose caller sends none, and the most that a
	 * caller may ask for
	 * @param streamIdleTimeout the longest time that the next element of a bean's stream,
	 * or the next message of a caller's, is waited for
	 * @param token a static bearer token that callers must send
	 * @param maxInFlight the most calls that run at a time; 85 % of the server's threads
	 * if not set, or 1024 with virtual threads
	 * @param maxWait the time that a call waits for others to end before it is refused
	 * @param adaptiveLimit whether the most calls that run at a time are found by
	 * measuring how long they take
	 * @param httpServerRequests whether Spring's filter observes calls as well, by
	 * {@code http.server.requests}; only where there is Spring Security if not set
	 * @param codecs what callers may write messages in over HTTP; JSON, and protobuf
	 * where its library is, if not set
	 * @param drain how the application stops
	 * @param services settings per provided service, by its wire name
	 * @since 0.1.0
	 */
	public record Provider(@DefaultValue("/rpc") String basePath, @DefaultValue("30s") Duration timeout,
			@DefaultValue("60s") Duration streamIdleTimeout, @Nullable String token, @Nullable Integer maxInFlight,
			@DefaultValue("500ms") Duration maxWait, @DefaultValue("false") boolean adaptiveLimit,
			@Nullable Boolean httpServerRequests, @Nullable List<Codec> codecs, @DefaultValue Drain drain,
			@DefaultValue Map<String, ProvidedService> services) {

		/**
		 * {@return the settings without the token}
		 */
		@Override
		public String toString() {
			return "Provider[basePath=" + this.basePath + ", timeout=" + this.timeout + ", streamIdleTimeout="
					+ this.streamIdleTimeout + ", token=" + ((this.token != null) ? "******" : null) + ", maxInFlight="
					+ this.maxInFlight + ", maxWait=" + this.maxWait + ", adaptiveLimit=" + this.adaptiveLimit
					+ ", httpServerRequests=" + this.httpServerRequests + ", codecs=" + this.codecs + ", drain="
					+ this.drain + ", services=" + this.services + "]";
		}

	}

	/**
	 * How a providing application stops when its process is told to end.
	 *
	 * @param enabled whether callers are asked to go elsewhere before the server stops
	 * @param accept the longest time that new connections are still accepted
	 * @param serve the longest time that existing connections are still served
	 * @since 0.1.0
	 */
	public record Drain(@DefaultValue("true") boolean enabled, @DefaultValue("2s") Duration accept,
			@DefaultValue("5s") Duration serve) {
	}

	/**
	 * Settings of one provided service.
	 *
	 * @param maxInFlight the most calls of it that run at a time
	 * @since 0.1.0
	 */
	public record ProvidedService(@Nullable Integer maxInFlight) {
	}

}
