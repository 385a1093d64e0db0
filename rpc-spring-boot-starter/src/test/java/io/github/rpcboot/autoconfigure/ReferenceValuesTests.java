package io.github.rpcboot.autoconfigure;

import java.util.List;
import java.util.Optional;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.consumer.RemoteReferences;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a reference may say, and where it may stand.
 */
class ReferenceValuesTests {

	@Test
	void anEmptyReferenceMeansTheOnlyApplication() {
		Runners.plain()
			.withUserConfiguration(Empty.class)
			.withPropertyValues("rpc.endpoints.demo-provider=http://localhost:8081")
			.run((context) -> assertThat(hello(context)).hasToString("Remote Hello at 'demo-provider'"));
	}

	@Test
	void aUrlNeedsNoEndpoint() {
		Runners.plain()
			.withUserConfiguration(Url.class)
			.run((context) -> assertThat(hello(context)).hasToString("Remote Hello at 'http://localhost:8081'"));
	}

	@Test
	void aPlaceholderIsResolved() {
		Runners.plain()
			.withUserConfiguration(Placeholder.class)
			.withPropertyValues("hello.application=warehouse", "rpc.endpoints.warehouse=http://localhost:8081")
			.run((context) -> assertThat(hello(context)).hasToString("Remote Hello at 'warehouse'"));
	}

	@Test
	void referencesToOneApplicationAreOneClient() {
		Runners.plain()
			.withUserConfiguration(Places.class)
			.withPropertyValues("rpc.endpoints.demo-provider=http://localhost:8081")
			.run((context) -> {
				Places.Everywhere bean = context.getBean(Places.Everywhere.class);
				Hello first = bean.field;
				assertThat(first).isNotNull();
				assertThat(bean.byConstructor).isEqualTo(first);
				assertThat(bean.byMethod).isEqualTo(first);
				assertThat(bean.byAnnotatedMethod).isEqualTo(first);
				assertThat(bean.byProvider.getObject()).isEqualTo(first);
				assertThat(bean.byOptional).contains(first);
				assertThat(context.getBean(RemoteReferences.class).get(Hello.class, "demo-provider")).isEqualTo(first);
			});
	}

	@Test
	void twoApplicationsAndALocalBeanOfOneContractLiveSideBySide() {
		Runners.plain()
			.withUserConfiguration(SideBySide.class)
			.withPropertyValues("rpc.endpoints.one=http://localhost:1", "rpc.endpoints.two=http://localhost:2")
			.run((context) -> {
				SideBySide.All all = context.getBean(SideBySide.All.class);
				assertThat(all.local()).isInstanceOf(HelloBean.class);
				assertThat(all.one()).hasToString("Remote Hello at 'one'").isNotEqualTo(all.two());
				assertThat(all.two()).hasToString("Remote Hello at 'two'").isEqualTo(all.two());
				assertThat(all.one().hashCode()).isNotEqualTo(all.two().hashCode());
			});
	}

	@Test
	void aReferenceIsNeverASecondCandidateForAPlainInjectionPoint() {
		Runners.plain()
			.withUserConfiguration(SideBySide.class)
			.withPropertyValues("rpc.endpoints.one=http://localhost:1", "rpc.endpoints.two=http://localhost:2")
			.run((context) -> {
				SideBySide.Plain plain = context.getBean(SideBySide.Plain.class);
				assertThat(plain.all()).singleElement().isInstanceOf(HelloBean.class);
				assertThat(plain.provider().getIfUnique()).isInstanceOf(HelloBean.class);
			});
	}

	private static Hello hello(ApplicationContext context) {
		return context.getBean(Greeter.class).hello();
	}

	record Greeter(Hello hello) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

		@Bean
		Greeter greeter(@RemoteReference Hello hello) {
			return new Greeter(hello);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Url {

		@Bean
		Greeter greeter(@RemoteReference("http://localhost:8081") Hello hello) {
			return new Greeter(hello);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Placeholder {

		@Bean
		Greeter greeter(@RemoteReference("${hello.application}") Hello hello) {
			return new Greeter(hello);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Places.Everywhere.class)
	static class Places {

		static class Everywhere {

			@RemoteReference("demo-provider")
			Hello field;

			@RemoteReference("demo-provider")
			ObjectProvider<Hello> byProvider;

			@RemoteReference("demo-provider")
			Optional<Hello> byOptional;

			final Hello byConstructor;

			Hello byMethod;

			Hello byAnnotatedMethod;

			Everywhere(@RemoteReference("demo-provider") Hello hello) {
				this.byConstructor = hello;
			}

			@Autowired
			void setByMethod(@RemoteReference("demo-provider") Hello hello) {
				this.byMethod = hello;
			}

			@RemoteReference("demo-provider")
			void setByAnnotatedMethod(Hello hello) {
				this.byAnnotatedMethod = hello;
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ HelloBean.class, SideBySide.All.class, SideBySide.Plain.class })
	static class SideBySide {

		record Plain(List<Hello> all, ObjectProvider<Hello> provider) {
		}

		record All(Hello local, @RemoteReference("one") Hello one, @RemoteReference("two") Hello two) {
		}

	}

}
