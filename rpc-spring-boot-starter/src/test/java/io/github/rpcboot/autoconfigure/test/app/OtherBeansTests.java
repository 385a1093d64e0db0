package io.github.rpcboot.autoconfigure.test.app;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.GeneratedFiles;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.test.context.aot.TestContextAotGenerator;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

/** A test that does not use the kit is as it would be without it. */
@SpringJUnitConfig(OtherBeansTests.Config.class)
class OtherBeansTests {

	@Autowired
	private LateFactory factory;

	@Test
	void aFactoryThatKnowsItsTypeLateIsMadeWhenItCanBe() {
		assertThat(this.factory.setting).isEqualTo("set");
	}

	/** As Spring's Maven plugin processes all tests of an application. */
	@Test
	void theTestCanBeProcessedAheadOfTime() {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();

		new TestContextAotGenerator(files).processAheadOfTime(Stream.of(OtherBeansTests.class));

		assertThat(files.getGeneratedFiles(GeneratedFiles.Kind.SOURCE)).isNotEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	static class Config {

		@Bean
		static PropertySourcesPlaceholderConfigurer placeholders() {
			return new PropertySourcesPlaceholderConfigurer();
		}

		@Bean
		LateFactory factory() {
			return new LateFactory();
		}

	}

	static class LateFactory implements FactoryBean<Object> {

		@Value("${never.set:set}")
		private @Nullable String setting;

		@Override
		public Object getObject() {
			return String.valueOf(this.setting);
		}

		@Override
		public @Nullable Class<?> getObjectType() {
			return (this.setting != null) ? String.class : null;
		}

	}

}
