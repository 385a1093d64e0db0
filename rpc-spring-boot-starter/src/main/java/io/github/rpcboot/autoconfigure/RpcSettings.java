package io.github.rpcboot.autoconfigure;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

import io.github.rpcboot.autoconfigure.RpcProperties.Method;
import io.github.rpcboot.autoconfigure.RpcProperties.Service;
import io.github.rpcboot.autoconfigure.RpcProperties.Target;
import io.github.rpcboot.call.RpcLimits;
import org.jspecify.annotations.Nullable;

/**
 * The checked configuration: entries whose names are equal are one, and the source that
 * comes first in Spring's order wins, setting by setting.
 */
final class RpcSettings {

	private final RpcProperties properties;

	private final Map<String, Application> applications = new LinkedHashMap<>();

	private final Map<String, Target> targets;

	private final Map<String, String> targetNames;

	RpcSettings(RpcProperties properties) {
		this.properties = properties;
		this.targets = merged(properties.consumer().targets(), RpcSettings::merge);
		this.targetNames = spellings(properties.consumer().targets());
		Map<String, String> spellings = spellings(properties.endpoints());
		merged(properties.endpoints(), (first, second) -> first)
			.forEach((canonical, urls) -> this.applications.put(canonical,
					new Application(spellings.getOrDefault(canonical, canonical), urls, this.targets.get(canonical))));
		new SettingCheck(properties).check(namedTargets());
	}

	private Map<String, Target> namedTargets() {
		Map<String, Target> named = new LinkedHashMap<>();
		this.targets.forEach((canonical, target) -> {
			Application listed = this.applications.get(canonical);
			named.put((listed != null) ? listed.name() : this.targetNames.getOrDefault(canonical, canonical), target);
		});
		return named;
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
		return new Target(either(first.timeout(), second.timeout()),
				either(first.streamIdleTimeout(), second.streamIdleTimeout()),
				either(first.maxAttempts(), second.maxAttempts()), either(first.retryBudget(), second.retryBudget()),
				either(first.hedge(), second.hedge()), either(first.choice(), second.choice()),
				either(first.slowStart(), second.slowStart()), either(first.ejection(), second.ejection()),
				either(first.basePath(), second.basePath()), either(first.ssl(), second.ssl()),
				either(first.maxInFlight(), second.maxInFlight()), either(first.token(), second.token()),
				either(first.compress(), second.compress()), either(first.codec(), second.codec()), services);
	}

	private static Service merge(Service first, Service second) {
		Map<String, Method> methods = new LinkedHashMap<>(first.methods());
		second.methods().forEach((name, method) -> methods.merge(same(methods, name), method, RpcSettings::merge));
		return new Service(either(first.timeout(), second.timeout()),
				either(first.streamIdleTimeout(), second.streamIdleTimeout()),
				either(first.maxAttempts(), second.maxAttempts()), either(first.hedge(), second.hedge()),
				either(first.fallback(), second.fallback()), methods);
	}

	private static Method merge(Method first, Method second) {
		return new Method(either(first.timeout(), second.timeout()),
				either(first.streamIdleTimeout(), second.streamIdleTimeout()),
				either(first.maxAttempts(), second.maxAttempts()), either(first.hedge(), second.hedge()));
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

	/**
	 * An application that only a registry knows.
	 * @param name the name that a reference says
	 * @return the application without URLs, and with its settings if there are any
	 */
	Application unlisted(String name) {
		return new Application(name, List.of(), this.targets.get(Names.canonical(name)));
	}

	/**
	 * The applications that have settings and that nobody lists or calls.
	 * @param called the names that references say
	 * @return their names
	 */
	List<String> unused(Collection<String> called) {
		Set<String> used = called.stream().map(Names::canonical).collect(Collectors.toSet());
		return this.targetNames.entrySet()
			.stream()
			.filter((entry) -> !used.contains(entry.getKey()) && !this.applications.containsKey(entry.getKey()))
			.map(Map.Entry::getValue)
			.sorted()
			.toList();
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
