package io.github.rpcboot.autoconfigure;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import feign.MethodMetadata;
import feign.RequestTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.openfeign.AnnotatedParameterProcessor;
import org.springframework.cloud.openfeign.CollectionFormat;
import org.springframework.cloud.openfeign.FeignClientProperties;
import org.springframework.cloud.openfeign.support.SpringMvcContract;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.convert.ConversionService;
import org.springframework.util.StringValueResolver;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Reads {@code @RequestMapping} as OpenFeign does, and on the interface too, as Spring
 * MVC does: a path before that of each method, and media types where a method says none.
 */
final class MappedContract extends SpringMvcContract {

	private static final String ACCEPT = "Accept";

	private static final String CONTENT_TYPE = "Content-Type";

	private final StringValueResolver resolver;

	MappedContract(List<AnnotatedParameterProcessor> processors, ConversionService conversion,
			@Nullable FeignClientProperties properties, StringValueResolver resolver) {
		super(processors, conversion, properties);
		this.resolver = resolver;
	}

	/** The method of the base class refuses the annotation; it is read here instead. */
	@Override
	protected void processAnnotationOnClass(MethodMetadata data, Class<?> type) {
		CollectionFormat format = AnnotatedElementUtils.findMergedAnnotation(type, CollectionFormat.class);
		if (format != null) {
			data.template().collectionFormat(format.value());
		}
		if (type == data.targetType()) {
			data.template().uri(prefix(type));
		}
	}

	private String prefix(Class<?> type) {
		RequestMapping mapping = mapping(type);
		if (mapping == null || mapping.path().length == 0) {
			return "";
		}
		if (mapping.path().length > 1) {
			throw new IllegalStateException("@RequestMapping of " + type.getSimpleName() + " has several paths");
		}
		String path = this.resolver.resolveStringValue(mapping.path()[0]);
		if (path == null || path.isEmpty() || path.equals("/")) {
			return "";
		}
		String begun = path.startsWith("/") ? path : "/" + path;
		return begun.endsWith("/") ? begun.substring(0, begun.length() - 1) : begun;
	}

	private String[] resolved(String... texts) {
		return Arrays.stream(texts)
			.map((text) -> String.valueOf(this.resolver.resolveStringValue(text)))
			.toArray(String[]::new);
	}

	private static @Nullable RequestMapping mapping(Class<?> type) {
		return AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
	}

	@Override
	public MethodMetadata parseAndValidateMetadata(Class<?> type, Method method) {
		MethodMetadata data = super.parseAndValidateMetadata(type, method);
		RequestMapping mapping = mapping(type);
		RequestTemplate template = data.template();
		if (mapping != null && mapping.produces().length > 0 && !template.headers().containsKey(ACCEPT)) {
			template.header(ACCEPT, resolved(mapping.produces()));
		}
		if (mapping != null && mapping.consumes().length > 0 && !template.headers().containsKey(CONTENT_TYPE)) {
			template.header(CONTENT_TYPE, resolved(mapping.consumes())[0]);
		}
		if (template.url().contains("${")) {
			throw new IllegalStateException("The path '" + template.url() + "' of " + method.getName()
					+ " has a placeholder that nothing resolves");
		}
		return data;
	}

}
