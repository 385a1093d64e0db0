package io.github.rpcboot.autoconfigure;

import feign.QueryMapEncoder;
import feign.codec.Encoder;
import feign.form.MultipartFormContentProcessor;
import feign.form.spring.SpringFormEncoder;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.data.autoconfigure.web.DataWebProperties;
import org.springframework.cloud.openfeign.support.AbstractFormWriter;
import org.springframework.cloud.openfeign.support.FeignEncoderProperties;
import org.springframework.cloud.openfeign.support.FeignHttpMessageConverters;
import org.springframework.cloud.openfeign.support.PageableSpringEncoder;
import org.springframework.cloud.openfeign.support.PageableSpringQueryMapEncoder;
import org.springframework.cloud.openfeign.support.SpringEncoder;
import org.springframework.util.ClassUtils;

import static feign.form.ContentType.MULTIPART;

/**
 * What writes arguments for OpenFeign, unless the application brings its own: bodies,
 * forms, and the pages of Spring Data where that is on the class path.
 */
final class MappedEncoders {

	private static final boolean PAGES = isPresent("org.springframework.data.domain.Pageable")
			&& isPresent("org.springframework.boot.data.autoconfigure.web.DataWebProperties");

	private final ListableBeanFactory beanFactory;

	MappedEncoders(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, MappedEncoders.class.getClassLoader());
	}

	Encoder encoder(ObjectProvider<FeignHttpMessageConverters> converters) {
		Encoder encoder = new SpringEncoder(forms(),
				this.beanFactory.getBeanProvider(FeignEncoderProperties.class).getIfUnique(FeignEncoderProperties::new),
				converters);
		return PAGES ? Pages.encoder(encoder, this.beanFactory) : encoder;
	}

	private SpringFormEncoder forms() {
		SpringFormEncoder forms = new SpringFormEncoder();
		AbstractFormWriter writer = this.beanFactory.getBeanProvider(AbstractFormWriter.class).getIfAvailable();
		if (writer != null && forms.getContentProcessor(MULTIPART) instanceof MultipartFormContentProcessor parts) {
			parts.addFirstWriter(writer);
		}
		return forms;
	}

	/** What writes objects into queries, {@code null} for what OpenFeign has. */
	@Nullable QueryMapEncoder queries() {
		return PAGES ? Pages.queries(this.beanFactory) : null;
	}

	/** Loaded only where there is Spring Data. */
	private static final class Pages {

		private Pages() {
		}

		static Encoder encoder(Encoder bodies, ListableBeanFactory beanFactory) {
			PageableSpringEncoder encoder = new PageableSpringEncoder(bodies);
			DataWebProperties names = names(beanFactory);
			encoder.setPageParameter(names.getPageable().getPageParameter());
			encoder.setSizeParameter(names.getPageable().getSizeParameter());
			encoder.setSortParameter(names.getSort().getSortParameter());
			return encoder;
		}

		static QueryMapEncoder queries(ListableBeanFactory beanFactory) {
			PageableSpringQueryMapEncoder encoder = new PageableSpringQueryMapEncoder();
			DataWebProperties names = names(beanFactory);
			encoder.setPageParameter(names.getPageable().getPageParameter());
			encoder.setSizeParameter(names.getPageable().getSizeParameter());
			encoder.setSortParameter(names.getSort().getSortParameter());
			return encoder;
		}

		private static DataWebProperties names(ListableBeanFactory beanFactory) {
			return beanFactory.getBeanProvider(DataWebProperties.class).getIfAvailable(DataWebProperties::new);
		}

	}

}
