package io.github.rpcboot.autoconfigure;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * What {@code @FeignClient} says where the reference says nothing.
 *
 * @param name the application's name
 * @param url where it lives, unless the configuration says; perhaps empty, and with
 * placeholders
 */
record FeignClientDefaults(String name, String url) {

	static @Nullable FeignClientDefaults of(Class<?> contract, UnaryOperator<String> resolver) {
		FeignClient client = AnnotatedElementUtils.findMergedAnnotation(contract, FeignClient.class);
		if (client == null) {
			return null;
		}
		String name = resolver.apply(client.name()).strip();
		return name.isEmpty() ? null : new FeignClientDefaults(name, client.url());
	}

	/**
	 * Resolved where it is needed only: where another place says it, it may have no
	 * value.
	 */
	String url(UnaryOperator<String> resolver) {
		String resolved = resolver.apply(this.url).strip();
		boolean complete = resolved.isEmpty() || resolved.contains("://");
		return complete ? resolved : "http://" + resolved;
	}

}
