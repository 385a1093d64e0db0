package io.github.rpcboot.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.rpcboot.RpcConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Refuses keys below our own sections that mean nothing, since a misspelt time-out is a
 * time-out that does not hold. Names of services and methods are checked later, when the
 * contracts are known.
 */
final class KeyCheck {

	private static final List<String> SECTIONS = List.of("endpoints", "consumer", "provider", "max-message-size");

	private static final List<String> METHOD = List.of("timeout", "stream-idle-timeout", "max-attempts", "hedge");

	private static final List<String> SERVICE = List.of("timeout", "stream-idle-timeout", "max-attempts", "hedge",
			"fallback", "methods");

	private static final List<String> TARGET = List.of("timeout", "stream-idle-timeout", "max-attempts", "retry-budget",
			"hedge", "choice", "slow-start", "ejection", "base-path", "ssl", "max-in-flight", "token", "compress",
			"codec", "services");

	private static final List<String> CONSUMER = List.of("timeout", "stream-idle-timeout", "max-attempts",
			"retry-budget", "hedge", "choice", "slow-start", "ejection", "max-in-flight", "propagate", "discovery",
			"targets");

	private static final List<String> PROVIDER = List.of("base-path", "timeout", "stream-idle-timeout", "token",
			"max-in-flight", "max-wait", "adaptive-limit", "http-server-requests", "codecs", "drain", "services");

	private static final List<String> DISCOVERY = List.of("refresh", "empty-hold");

	private static final List<String> DRAIN = List.of("enabled", "accept", "serve");

	private static final Map<String, List<String>> CHILDREN = Map.ofEntries(Map.entry("rpc.consumer", CONSUMER),
			Map.entry("rpc.provider", PROVIDER), Map.entry("rpc.consumer.discovery", DISCOVERY),
			Map.entry("rpc.provider.drain", DRAIN), Map.entry("rpc.provider.services.*", List.of("max-in-flight")),
			Map.entry("rpc.consumer.targets.*", TARGET), Map.entry("rpc.consumer.targets.*.ssl", List.of("bundle")),
			Map.entry("rpc.consumer.targets.*.services.*", SERVICE),
			Map.entry("rpc.consumer.targets.*.services.*.methods.*", METHOD));

	private static final String TARGET_VARIABLE = "RPC_CONSUMER_TARGETS_";

	private static final List<String> LISTS = List.of("rpc.consumer.propagate", "rpc.provider.codecs");

	/** What Kubernetes sets for a service whose name begins with {@code rpc-}. */
	private static final Pattern SERVICE_LINK = Pattern
		.compile(".*_SERVICE_HOST|.*_SERVICE_PORT(_.*)?|.*_PORT|.*_PORT_[0-9]+_(TCP|UDP)(_.*)?");

	private final List<String> applications;

	private final Predicate<String> others;

	/**
	 * Makes a check.
	 * @param settings know the applications that are listed
	 * @param others knows applications that something else may list
	 */
	KeyCheck(RpcSettings settings, Predicate<String> others) {
		this.others = others;
		this.applications = settings.applications().stream().map(RpcSettings.Application::name).toList();
	}

	void check(Environment environment) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource variables) {
				Arrays.stream(variables.getPropertyNames()).forEach(this::checkVariable);
			}
			else if (source instanceof IterableConfigurationPropertySource iterable) {
				String where = (source.getUnderlyingSource() instanceof PropertySource<?> underlying)
						? underlying.getName() : "the environment";
				iterable.stream().filter(KeyCheck::isOurs).forEach((name) -> check(elements(name), where, name));
			}
		}
	}

	private static boolean isOurs(ConfigurationPropertyName name) {
		return name.getNumberOfElements() > 1 && name.getElement(0, Form.UNIFORM).equals("rpc");
	}

	private static List<String> elements(ConfigurationPropertyName name) {
		List<String> elements = new ArrayList<>();
		for (int i = 0; i < name.getNumberOfElements(); i++) {
			elements.add(name.isNumericIndex(i) ? "[" + name.getElement(i, Form.ORIGINAL) + "]"
					: name.getElement(i, Form.ORIGINAL));
		}
		return elements;
	}

	private void check(List<String> elements, String where, Object name) {
		String section = match(elements.get(1), SECTIONS);
		if (section == null) {
			refuseNearMiss(elements, where, name);
			return;
		}
		if (!section.equals("endpoints")) {
			check(elements, 2, "rpc." + section, where, name);
		}
	}

	/** Other keys below {@code rpc} may belong to somebody else. */
	private static void refuseNearMiss(List<String> elements, String where, Object name) {
		String nearest = Names.nearest(elements.get(1), SECTIONS);
		if (nearest != null && Names.distance(Names.canonical(nearest), Names.canonical(elements.get(1))) <= 2) {
			throw unknown(name, where, replaced(elements, 1, nearest));
		}
	}

	private void check(List<String> elements, int index, String path, String where, Object name) {
		if (index >= elements.size()) {
			return;
		}
		String element = elements.get(index);
		if (path.endsWith(".targets")) {
			requireApplication(elements, index, where, name);
			check(elements, index + 1, path + ".*", where, name);
		}
		else if (path.endsWith(".services") || path.endsWith(".methods")) {
			check(elements, index + 1, path + ".*", where, name);
		}
		else if (!LISTS.contains(path) || !element.startsWith("[")) {
			List<String> children = CHILDREN.getOrDefault(path, List.of());
			String child = match(element, children);
			if (child == null) {
				String nearest = Names.nearest(element, children);
				throw unknown(name, where, (nearest != null) ? replaced(elements, index, nearest) : null);
			}
			check(elements, index + 1, path + "." + child, where, name);
		}
	}

	private void requireApplication(List<String> elements, int index, String where, Object name) {
		String application = elements.get(index);
		if (this.others.test(application) || match(application, this.applications) != null) {
			return;
		}
		String nearest = Names.nearest(application, this.applications);
		throw new RpcConfigurationException(
				"The key '" + name + "' (" + where + ") is for the application '" + application
						+ "', which 'rpc.endpoints' does not list.",
				(nearest != null) ? "Did you mean '" + replaced(elements, index, nearest) + "'?"
						: "Add 'rpc.endpoints." + application + "', or remove the key.");
	}

	private static @Nullable String match(String element, List<String> known) {
		String canonical = Names.canonical(element);
		return known.stream().filter((name) -> Names.canonical(name).equals(canonical)).findFirst().orElse(null);
	}

	private static String replaced(List<String> elements, int index, String element) {
		List<String> copy = new ArrayList<>(elements);
		copy.set(index, element);
		return String.join(".", copy).replace(".[", "[");
	}

	private static RpcConfigurationException unknown(Object name, String where, @Nullable String nearest) {
		return new RpcConfigurationException("The key '" + name + "' (" + where + ") means nothing.", (nearest != null)
				? "Did you mean '" + nearest + "'?" : "Remove it. The keys are listed in docs/configuration.md.");
	}

	/** A variable has lost the borders between its words, so every reading is tried. */
	private void checkVariable(String variable) {
		if (!variable.startsWith("RPC_") || SERVICE_LINK.matcher(variable).matches()) {
			return;
		}
		String key = Names.canonical(variable.replaceAll("_[0-9]+_?$", ""));
		List<String> known = variables();
		String nearest = Names.nearest(key, known);
		if (key.startsWith("rpcendpoints") || !isOurs(key, nearest)
				|| (known.stream().anyMatch(matches(key)) && namesWholeApplication(variable))) {
			return;
		}
		throw unknown(variable, "environment variable", (nearest != null) ? variable(nearest) : null);
	}

	private static boolean isOurs(String key, @Nullable String nearest) {
		return SECTIONS.stream().anyMatch((section) -> key.startsWith("rpc" + Names.canonical(section)))
				|| (nearest != null && Names.distance(key, Names.canonical(nearest)) <= 2);
	}

	/** Spring reads {@code DEMO_PROVIDER} as an application {@code demo}. */
	private boolean namesWholeApplication(String variable) {
		return !variable.startsWith(TARGET_VARIABLE) || this.applications.stream()
			.anyMatch((name) -> variable
				.startsWith(TARGET_VARIABLE + Names.canonical(name).toUpperCase(Locale.ROOT) + "_"));
	}

	private static Predicate<String> matches(String key) {
		return (known) -> known.endsWith("*") ? key.startsWith(Names.canonical(known.substring(0, known.length() - 1)))
				: key.equals(Names.canonical(known));
	}

	private List<String> variables() {
		List<String> known = new ArrayList<>(List.of("rpc.max-message-size"));
		for (String section : List.of("rpc.consumer", "rpc.provider")) {
			for (String setting : CHILDREN.getOrDefault(section, List.of())) {
				addVariable(known, section + "." + setting);
			}
		}
		for (String application : this.applications) {
			for (String setting : TARGET) {
				String end = setting.equals("services") ? ".*" : setting.equals("ssl") ? ".bundle" : "";
				known.add("rpc.consumer.targets." + application + "." + setting + end);
			}
		}
		return known;
	}

	private static void addVariable(List<String> known, String key) {
		List<String> children = CHILDREN.getOrDefault(key, List.of());
		children.forEach((child) -> known.add(key + "." + child));
		if (key.equals("rpc.provider.services")) {
			known.add(key + ".*");
		}
		else if (children.isEmpty() && !key.equals("rpc.consumer.targets")) {
			known.add(key);
		}
	}

	private static String variable(String key) {
		return key.replace("-", "").replace(".", "_").replace("*", "…").toUpperCase(Locale.ROOT);
	}

}
