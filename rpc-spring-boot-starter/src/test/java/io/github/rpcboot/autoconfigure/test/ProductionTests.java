package io.github.rpcboot.autoconfigure.test;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.Hello;
import io.github.rpcboot.autoconfigure.RpcAutoConfiguration;
import io.github.rpcboot.autoconfigure.RpcConsumerAutoConfiguration;
import io.github.rpcboot.autoconfigure.RpcProviderAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.UrlResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application in production knows nothing of the kit, though it is in its jar.
 */
class ProductionTests {

	private static final String KIT = ProductionTests.class.getPackageName();

	private static final AutoConfigurations RPC = AutoConfigurations.of(JacksonAutoConfiguration.class,
			RpcAutoConfiguration.class, RpcConsumerAutoConfiguration.class, RpcProviderAutoConfiguration.class);

	@Test
	void anApplicationStartsWithoutTheKitAndAllThatItUses() {
		FilteredClassLoader without = new FilteredClassLoader(KIT, "org.springframework.boot.test.autoconfigure",
				"org.springframework.test", "org.junit", "com.sun.net.httpserver");
		new ApplicationContextRunner().withConfiguration(RPC)
			.withClassLoader(without)
			.withUserConfiguration(Calling.class)
			.run((context) -> assertThat(context).hasNotFailed().hasBean("greeting"));
		new WebApplicationContextRunner().withConfiguration(RPC)
			.withClassLoader(without)
			.withUserConfiguration(Calling.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void noBeanOfTheKitIsInAContextThatNoTestClassMakes() {
		new ApplicationContextRunner().withConfiguration(RPC)
			.withUserConfiguration(Calling.class)
			.run((context) -> assertThat(Arrays.stream(context.getBeanDefinitionNames())
				.filter((name) -> name.startsWith("rpcTest")
						|| String.valueOf(context.getType(name)).startsWith("class " + KIT))
				.filter((name) -> !name.contains("roductionTests"))).isEmpty());
	}

	@Test
	void springFactoriesNamesTheKitForTestContextsOnly() throws IOException {
		Properties factories = new Properties();
		for (URL url : Collections.list(getClass().getClassLoader().getResources("META-INF/spring.factories"))) {
			Properties one = PropertiesLoaderUtils.loadProperties(new UrlResource(url));
			one.forEach((key, value) -> factories.merge(key, value, (a, b) -> a + "," + b));
		}
		List<Object> keys = factories.entrySet()
			.stream()
			.filter((entry) -> String.valueOf(entry.getValue()).contains(KIT))
			.map(Map.Entry::getKey)
			.toList();
		assertThat(keys).containsExactlyInAnyOrder("org.springframework.test.context.ContextCustomizerFactory",
				"org.springframework.test.context.TestExecutionListener");
	}

	@Test
	void noAutoConfigurationIsOfTheKit() throws IOException {
		String imports = new ClassPathResource(
				"META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports",
				RpcAutoConfiguration.class.getClassLoader())
			.getContentAsString(StandardCharsets.UTF_8);
		assertThat(imports).doesNotContain(KIT);
	}

	@Configuration(proxyBeanMethods = false)
	static class Calling {

		@Bean
		String greeting(@RemoteReference("inprocess://local") Hello hello) {
			return hello.toString();
		}

	}

}
