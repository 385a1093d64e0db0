package io.github.rpcboot.autoconfigure;

import java.util.stream.Stream;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationPredicate;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Whether observations end in meters and nowhere else, so that timers can do without
 * them. Anything that the application adds to observations, a tracer first of all, says
 * no.
 */
final class MetersAlone {

	private static final String BOOT = "org.springframework.boot.";

	private static final String CUSTOMIZER = BOOT
			+ "micrometer.observation.autoconfigure.ObservationRegistryCustomizer";

	private MetersAlone() {
	}

	static boolean observe(ListableBeanFactory beans) {
		Class<?> customizer = ClassUtils.isPresent(CUSTOMIZER, null) ? ClassUtils.resolveClassName(CUSTOMIZER, null)
				: null;
		return customizer != null && isMissing(beans, customizer) && isMissing(beans, GlobalObservationConvention.class)
				&& onlyMeters(beans) && onlyBoot(beans, ObservationPredicate.class)
				&& onlyBoot(beans, ObservationFilter.class);
	}

	private static boolean isMissing(ListableBeanFactory beans, Class<?> type) {
		return beans.getBeanNamesForType(type).length == 0;
	}

	private static boolean onlyMeters(ListableBeanFactory beans) {
		String[] handlers = beans.getBeanNamesForType(ObservationHandler.class);
		return handlers.length > 0 && Stream.of(handlers)
			.allMatch((name) -> beans.getBean(name).getClass() == DefaultMeterObservationHandler.class);
	}

	/** Those of Spring Boot look at names, and add labels that never change. */
	private static boolean onlyBoot(ListableBeanFactory beans, Class<?> type) {
		return Stream.of(beans.getBeanNamesForType(type))
			.allMatch((name) -> beans.getBean(name).getClass().getName().startsWith(BOOT));
	}

}
