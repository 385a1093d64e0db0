package io.github.rpcboot.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Whether observations end in meters and nowhere else, so that timers can do without
 * them. Anything that the application adds to observations, a tracer first of all, says
 * no; so does a registry that Spring Boot has not made.
 */
final class MetersAlone {

	private static final String BOOT = "org.springframework.boot.";

	private static final String OURS = RpcObservabilityAutoConfiguration.class.getName();

	private static final String[] ADDED = { BOOT + "micrometer.observation.autoconfigure.ObservationRegistryCustomizer",
			"io.micrometer.tracing.Tracer", "io.micrometer.observation.GlobalObservationConvention" };

	private static final String GROUP = BOOT + "micrometer.observation.autoconfigure.ObservationHandlerGroup";

	/** What is looked up by its name, since it may be missing. */
	static final List<String> LOOKED_UP = Stream.concat(Stream.of(ADDED), Stream.of(GROUP)).toList();

	private MetersAlone() {
	}

	static boolean observe(ConfigurableListableBeanFactory beans) {
		return isBoots(beans, ObservationRegistry.class) && isBoots(beans, ObservationPredicate.class)
				&& isBoots(beans, ObservationFilter.class) && isBoots(beans, type(beans, GROUP))
				&& Stream.of(ADDED).allMatch((type) -> beans.getBeanNamesForType(type(beans, type)).length == 0)
				&& onlyMeters(beans);
	}

	/**
	 * Filters and predicates of Boot look at names, and add labels that never change.
	 * Ours looks at requests of the web server.
	 */
	private static boolean isBoots(ConfigurableListableBeanFactory beans, Class<?> type) {
		return Stream.of(beans.getBeanNamesForType(type))
			.map((name) -> BeanMaker.of(beans, name))
			.allMatch((maker) -> maker.startsWith(BOOT) || maker.startsWith(OURS));
	}

	private static boolean onlyMeters(ConfigurableListableBeanFactory beans) {
		String[] handlers = beans.getBeanNamesForType(ObservationHandler.class);
		return handlers.length > 0 && Stream.of(handlers)
			.allMatch((name) -> beans.getBean(name).getClass() == DefaultMeterObservationHandler.class);
	}

	/** Void, of which there are no beans, where the library is missing. */
	private static Class<?> type(ConfigurableListableBeanFactory beans, String name) {
		ClassLoader loader = beans.getBeanClassLoader();
		return ClassUtils.isPresent(name, loader) ? ClassUtils.resolveClassName(name, loader) : Void.class;
	}

}
