package io.github.rpcboot.provider;

import io.github.rpcboot.RemoteService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RemoteServiceAotProcessorTests {

	@Test
	void aDeclaredClassTellsTheContract() {
		assertThat(contribution("declared")).isNotNull();
	}

	@Test
	void aNamedContractIsEnough() {
		assertThat(contribution("named")).isNotNull();
	}

	@Test
	void aContractThatCannotBeSeenIsWarnedOf(CapturedOutput output) {
		assertThat(contribution("hidden")).isNull();
		assertThat(output).contains("The contract of the bean 'hidden' cannot be seen in the type java.lang.Object");
	}

	@Test
	void otherBeansAreLeftAlone(CapturedOutput output) {
		assertThat(contribution("plain")).isNull();
		assertThat(output).isEmpty();
	}

	private static BeanRegistrationAotContribution contribution(String beanName) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Beans.class)) {
			return new RemoteServiceAotProcessor()
				.processAheadOfTime(RegisteredBean.of(context.getDefaultListableBeanFactory(), beanName));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		@RemoteService
		ShopBean declared() {
			return new ShopBean();
		}

		@Bean
		@RemoteService(contract = Shop.class)
		Object named() {
			return new ShopBean();
		}

		@Bean
		@RemoteService
		Object hidden() {
			return new ShopBean();
		}

		@Bean
		ShopBean plain() {
			return new ShopBean();
		}

	}

}
