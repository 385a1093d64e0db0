package io.github.rpcboot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.autoconfigure.RpcProperties.Codec;
import io.github.rpcboot.autoconfigure.RpcProperties.Consumer;
import io.github.rpcboot.autoconfigure.RpcProperties.Method;
import io.github.rpcboot.autoconfigure.RpcProperties.Provider;
import io.github.rpcboot.autoconfigure.RpcProperties.Service;
import io.github.rpcboot.autoconfigure.RpcProperties.Target;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/** Refuses values that cannot hold, and says what to write. */
final class SettingCheck {

	private static final Set<String> NEVER_PROPAGATED = Set.of("authorization", "cookie", "proxy-authorization");

	private static final Duration LONGEST = Duration.ofDays(1);

	private static final int MOST_ATTEMPTS = 5;

	private final RpcProperties properties;

	SettingCheck(RpcProperties properties) {
		this.properties = properties;
	}

	/**
	 * Checks all values.
	 * @param targets the settings of applications by their names as they are to be read,
	 * whoever lists them
	 */
	void check(Map<String, Target> targets) {
		requireSize(this.properties.maxMessageSize());
		check(this.properties.provider());
		check(this.properties.consumer());
		targets.forEach((name, target) -> check("rpc.consumer.targets." + name, target));
	}

	private static void check(Provider provider) {
		requirePath("rpc.provider.base-path", provider.basePath());
		requirePositive("rpc.provider.timeout", provider.timeout());
		requirePositive("rpc.provider.stream-idle-timeout", provider.streamIdleTimeout());
		requireToken("rpc.provider.token", provider.token());
		requireAtLeastOne("rpc.provider.max-in-flight", provider.maxInFlight());
		requirePause("rpc.provider.max-wait", provider.maxWait());
		requirePause("rpc.provider.drain.accept", provider.drain().accept());
		requirePause("rpc.provider.drain.serve", provider.drain().serve());
		requireJson(provider.codecs());
		provider.services()
			.forEach((name, service) -> requireAtLeastOne("rpc.provider.services." + name + ".max-in-flight",
					service.maxInFlight()));
	}

	private static void check(Consumer consumer) {
		requirePositive("rpc.consumer.timeout", consumer.timeout());
		requirePositive("rpc.consumer.stream-idle-timeout", consumer.streamIdleTimeout());
		requireAttempts("rpc.consumer.max-attempts", consumer.maxAttempts());
		requireBudget("rpc.consumer.retry-budget", consumer.retryBudget());
		requirePause("rpc.consumer.slow-start", consumer.slowStart());
		requireAtLeastOne("rpc.consumer.max-in-flight", consumer.maxInFlight());
		requirePositive("rpc.consumer.discovery.refresh", consumer.discovery().refresh());
		requirePause("rpc.consumer.discovery.empty-hold", consumer.discovery().emptyHold());
		for (String header : consumer.propagate()) {
			if (NEVER_PROPAGATED.contains(header.toLowerCase(Locale.ROOT))) {
				throw new RpcConfigurationException(
						"'rpc.consumer.propagate' names the header '" + header
								+ "', which is never passed on: it would lend the caller's rights to this application.",
						"Remove it. A token for the next call belongs under 'rpc.consumer.targets.<application>.token'.");
			}
		}
	}

	private static void check(String key, Target target) {
		requirePositive(key + ".timeout", target.timeout());
		requirePositive(key + ".stream-idle-timeout", target.streamIdleTimeout());
		requireAttempts(key + ".max-attempts", target.maxAttempts());
		requireBudget(key + ".retry-budget", target.retryBudget());
		requirePause(key + ".slow-start", target.slowStart());
		requireToken(key + ".token", target.token());
		if (target.basePath() != null) {
			requirePath(key + ".base-path", target.basePath());
		}
		requireAtLeastOne(key + ".max-in-flight", target.maxInFlight());
		target.services().forEach((name, service) -> check(key + ".services." + name, service));
	}

	private static void check(String key, Service service) {
		requirePositive(key + ".timeout", service.timeout());
		requirePositive(key + ".stream-idle-timeout", service.streamIdleTimeout());
		requireAttempts(key + ".max-attempts", service.maxAttempts());
		service.methods().forEach((name, method) -> check(key + ".methods." + name, method));
	}

	private static void check(String key, Method method) {
		requirePositive(key + ".timeout", method.timeout());
		requirePositive(key + ".stream-idle-timeout", method.streamIdleTimeout());
		requireAttempts(key + ".max-attempts", method.maxAttempts());
	}

	private static void requirePath(String key, String path) {
		if (!path.matches("(/[A-Za-z0-9._~-]+)+")) {
			throw new RpcConfigurationException("'" + key + "' is '" + path + "', which is not a path of its own.",
					"Write it like '/rpc': with a slash in front, none at the end, and never '/' alone.");
		}
	}

	private static void requirePositive(String key, @Nullable Duration duration) {
		if (duration != null && duration.compareTo(LONGEST) > 0) {
			throw new RpcConfigurationException("'" + key + "' is more than a day.",
					"A deadline bounds the time of a call: set it to what callers can wait, such as 3s.");
		}
		if (duration != null && (duration.isNegative() || duration.isZero())) {
			throw new RpcConfigurationException("'" + key + "' is " + duration.toMillis() + " ms.",
					"Every call has a finite deadline: set it to a positive duration such as 3s.");
		}
	}

	private static void requirePause(String key, @Nullable Duration duration) {
		if (duration != null && (duration.isNegative() || duration.compareTo(LONGEST) > 0)) {
			throw new RpcConfigurationException("'" + key + "' is " + duration + ".",
					"Set it to a duration from 0 to a day, such as 5s. 0 turns it off.");
		}
	}

	private static void requireAttempts(String key, @Nullable Integer attempts) {
		if (attempts != null && (attempts < 1 || attempts > MOST_ATTEMPTS)) {
			throw new RpcConfigurationException("'" + key + "' is " + attempts + ".",
					"Set it to a number from 1, which means no repeats, to " + MOST_ATTEMPTS + ".");
		}
	}

	private static void requireBudget(String key, @Nullable Double budget) {
		if (budget != null && !(budget >= 0 && budget <= 1)) {
			throw new RpcConfigurationException("'" + key + "' is " + budget + ".",
					"Set it to a share of the calls from 0 to 1, such as 0.2 for one repeat per five calls.");
		}
	}

	private static void requireAtLeastOne(String key, @Nullable Integer count) {
		if (count != null && count < 1) {
			throw new RpcConfigurationException("'" + key + "' is " + count + ".", "Set it to at least 1.");
		}
	}

	private static void requireToken(String key, @Nullable String token) {
		if (token != null && !token.matches("[\\x21-\\x7e]+")) {
			throw new RpcConfigurationException("'" + key + "' is empty or holds a character that a header cannot.",
					"Set it to a token of printable ASCII characters without blanks, or leave it out.");
		}
	}

	private static void requireJson(@Nullable List<Codec> codecs) {
		if (codecs != null && !codecs.contains(Codec.JSON)) {
			throw new RpcConfigurationException("'rpc.provider.codecs' does not hold 'json'.",
					"Add it, since errors and requests without a body are in JSON, or remove the key.");
		}
	}

	private static void requireSize(DataSize size) {
		if (size.toBytes() < 1024 || size.toBytes() > Integer.MAX_VALUE / 2) {
			throw new RpcConfigurationException("'rpc.max-message-size' is " + size + ".",
					"Set it to a size from 1KB to 1GB.");
		}
	}

}
