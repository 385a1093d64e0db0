package io.github.rpcboot.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.autoconfigure.RpcProperties.Method;
import io.github.rpcboot.autoconfigure.RpcProperties.Service;
import io.github.rpcboot.autoconfigure.RpcProperties.Target;
import io.github.rpcboot.call.RpcLimits;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * The checked configuration: entries whose names are equal are one, and the source that
 * comes first in Spring's order wins, setting by setting.
 */
final class RpcSettings {

	private static final Set<String> NEVER_PROPAGATED = Set.of("authorization", "cookie", "proxy-authorization");

	private static final Duration LONGEST = Duration.ofDays(1);

	private final RpcProperties properties;

	private final Map<String, Application> applications = new LinkedHashMap<>();

	RpcSettings(RpcProperties properties) {
		this.properties = properties;
		Map<String, Target> targets = merged(properties.consumer().targets(), RpcSettings::merge);
		Map<String, String> spellings = spellings(properties.endpoints());
		merged(properties.endpoints(), (first, second) -> first)
			.forEach((canonical, urls) -> this.applications.put(canonical,
					new Application(spellings.getOrDefault(canonical, canonical), urls, targets.get(canonical))));
		check();
	}

	/** The spelling with most to read in it: {@code demo-provider}, not DEMOPROVIDER. */
	private static Map<String, String> spellings(Map<String, ?> entries) {
		Map<String, String> spellings = new LinkedHashMap<>();
		entries.keySet()
			.forEach((name) -> spellings.merge(Names.canonical(name), name,
					(first, second) -> (second.length() > first.length()) ? second : first));
		return spellings;
	}

	private static <T> Map<String, T> merged(Map<String, T> entries, BinaryOperator<T> merge) {
		Map<String, T> merged = new LinkedHashMap<>();
		entries.forEach((name, value) -> merged.merge(Names.canonical(name), value, merge));
		return merged;
	}

	private static Target merge(Target first, Target second) {
		Map<String, Service> services = new LinkedHashMap<>(first.services());
		second.services().forEach((name, service) -> services.merge(same(services, name), service, RpcSettings::merge));
		return new Target(either(first.timeout(), second.timeout()), either(first.basePath(), second.basePath()),
				either(first.ssl(), second.ssl()), either(first.maxInFlight(), second.maxInFlight()),
				either(first.token(), second.token()), either(first.compress(), second.compress()), services);
	}

	private static Service merge(Service first, Service second) {
		Map<String, Method> methods = new LinkedHashMap<>(first.methods());
		second.methods()
			.forEach((name, method) -> methods.merge(same(methods, name), method,
					(one, other) -> new Method(either(one.timeout(), other.timeout()))));
		return new Service(either(first.timeout(), second.timeout()), methods);
	}

	private static String same(Map<String, ?> entries, String name) {
		return entries.keySet()
			.stream()
			.filter((key) -> Names.canonical(key).equals(Names.canonical(name)))
			.findFirst()
			.orElse(name);
	}

	private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
		return (first != null) ? first : second;
	}

	private void check() {
		requirePath("rpc.provider.base-path", this.properties.provider().basePath());
		requirePositive("rpc.provider.timeout", this.properties.provider().timeout());
		requirePositive("rpc.consumer.timeout", this.properties.consumer().timeout());
		requireToken("rpc.provider.token", this.properties.provider().token());
		requireSize(this.properties.maxMessageSize());
		for (String header : this.properties.consumer().propagate()) {
			if (NEVER_PROPAGATED.contains(header.toLowerCase(Locale.ROOT))) {
				throw new RpcConfigurationException(
						"'rpc.consumer.propagate' names the header '" + header
								+ "', which is never passed on: it would lend the caller's rights to this application.",
						"Remove it. A token for the next call belongs under 'rpc.consumer.targets.<application>.token'.");
			}
		}
		this.applications.values().forEach(RpcSettings::check);
	}

	private static void check(Application application) {
		Target target = application.target();
		if (target == null) {
			return;
		}
		String key = "rpc.consumer.targets." + application.name();
		requirePositive(key + ".timeout", target.timeout());
		requireToken(key + ".token", target.token());
		if (target.basePath() != null) {
			requirePath(key + ".base-path", target.basePath());
		}
		if (target.maxInFlight() != null && target.maxInFlight() < 1) {
			throw new RpcConfigurationException("'" + key + ".max-in-flight' is " + target.maxInFlight() + ".",
					"Set it to at least 1.");
		}
		target.services().forEach((name, service) -> {
			requirePositive(key + ".services." + name + ".timeout", service.timeout());
			service.methods()
				.forEach((method, settings) -> requirePositive(
						key + ".services." + name + ".methods." + method + ".timeout", settings.timeout()));
		});
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

	private static void requireToken(String key, @Nullable String token) {
		if (token != null && !token.matches("[\\x21-\\x7e]+")) {
			throw new RpcConfigurationException("'" + key + "' is empty or holds a character that a header cannot.",
					"Set it to a token of printable ASCII characters without blanks, or leave it out.");
		}
	}

	private static void requireSize(DataSize size) {
		if (size.toBytes() < 1024 || size.toBytes() > Integer.MAX_VALUE / 2) {
			throw new RpcConfigurationException("'rpc.max-message-size' is " + size + ".",
					"Set it to a size from 1KB to 1GB.");
		}
	}

	RpcProperties properties() {
		return this.properties;
	}

	RpcLimits limits() {
		int bytes = (int) this.properties.maxMessageSize().toBytes();
		return new RpcLimits(bytes, bytes, RpcLimits.DEFAULT.depth());
	}

	List<String> propagated() {
		return this.properties.consumer()
			.propagate()
			.stream()
			.map((header) -> header.toLowerCase(Locale.ROOT))
			.toList();
	}

	@Nullable Application application(String name) {
		return this.applications.get(Names.canonical(name));
	}

	List<Application> applications() {
		return List.copyOf(this.applications.values());
	}

	/**
	 * A providing application.
	 *
	 * @param name its name as it is to be read
	 * @param urls where its instances live
	 * @param target its settings, {@code null} if there are none
	 */
	record Application(String name, List<String> urls, @Nullable Target target) {
	}

}
