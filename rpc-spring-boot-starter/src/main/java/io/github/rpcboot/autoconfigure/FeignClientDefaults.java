package io.github.rpcboot.autoconfigure;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * What {@code @FeignClient} says where the reference says nothing.
 *
 * @param name the application's name
 * @param url where it lives, unless the configuration says; perhaps empty
 */
record FeignClientDefaults(String name, String url) {

	static @Nullable FeignClientDefaults of(Class<?> contract, UnaryOperator<String> resolver) {
		FeignClient client = AnnotatedElementUtils.findMergedAnnotation(contract, FeignClient.class);
		if (client == null) {
			return null;
		}
		String url = resolver.apply(client.url()).strip();
		boolean complete = url.isEmpty() || url.contains("://");
		return new FeignClientDefaults(resolver.apply(client.name()).strip(), complete ? url : "http://" + url);
	}

}
