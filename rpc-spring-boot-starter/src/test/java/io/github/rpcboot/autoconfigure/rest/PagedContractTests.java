package io.github.rpcboot.autoconfigure.rest;

import java.util.List;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.RunningApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.openfeign.SpringQueryMap;
import org.springframework.cloud.openfeign.support.AbstractFormWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** What Spring Cloud OpenFeign adds where other libraries are on the class path. */
class PagedContractTests {

	private static RunningApplication foreign;

	private static RunningApplication consumer;

	private static PagedShop shop;

	@BeforeAll
	static void start() {
		foreign = RunningApplication.web(Foreign.class, "spring.data.web.pageable.page-parameter=p");
		consumer = RunningApplication.web(Consumer.class, "rpc.endpoints.shop=" + foreign.url(),
				"spring.data.web.pageable.page-parameter=p");
		shop = consumer.bean(Customer.class).shop();
	}

	@AfterAll
	static void stop() {
		consumer.close();
		foreign.close();
	}

	@Test
	void aPageIsAskedForByTheNamesOfTheConfiguration() {
		Page<String> page = shop.page(PageRequest.of(2, 3, Sort.by(Sort.Order.desc("name"))));

		assertThat(page.getContent()).containsExactly("2", "3", "name: DESC");
		assertThat(page.getTotalElements()).isEqualTo(90);
		assertThat(page.getNumber()).isEqualTo(2);
	}

	@Test
	void aPageMayBePartOfAQueryObject() {
		assertThat(shop.pageByMap(PageRequest.of(4, 5)).getContent()).containsExactly("4", "5", "UNSORTED");
	}

	@Test
	void aFormWriterOfTheApplicationWritesParts() {
		assertThat(shop.upload(new Note("hello"))).isEqualTo("written hello");
	}

	/** As the reference documentation of Spring Cloud OpenFeign shows it. */
	interface PagedShop {

		@GetMapping("/page")
		Page<String> page(Pageable pageable);

		@GetMapping("/page")
		Page<String> pageByMap(@SpringQueryMap Pageable pageable);

		@PostMapping(path = "/note", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
		String upload(@RequestPart("note") Note note);

	}

	record Note(String text) {
	}

	record Customer(@RemoteReference("shop") PagedShop shop) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Customer.class)
	static class Consumer {

		@Bean
		AbstractFormWriter notes() {
			return new AbstractFormWriter() {

				@Override
				protected MediaType getContentType() {
					return MediaType.TEXT_PLAIN;
				}

				@Override
				protected String writeAsString(Object value) {
					return "written " + ((Note) value).text();
				}

				@Override
				public boolean isApplicable(Object value) {
					return value instanceof Note;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Foreign.Controller.class)
	static class Foreign {

		@RestController
		static class Controller {

			@GetMapping("/page")
			Page<String> page(Pageable pageable) {
				return new PageImpl<>(List.of("" + pageable.getPageNumber(), "" + pageable.getPageSize(),
						pageable.getSort().toString()), pageable, 90);
			}

			@PostMapping("/note")
			String note(@RequestPart("note") String note) {
				return note;
			}

		}

	}

}
