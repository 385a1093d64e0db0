package io.github.rpcboot.autoconfigure.aot;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.autoconfigure.aot.Contracts.Greeter;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The machine that builds knows no tokens and no addresses of the one that runs.
 */
class WhatIsKnownWhileBuildingTests {

	private static final ProcessedApplication BUILT = ProcessedApplication.of(OneReference.class,
			"rpc.consumer.timeout=${SHOP_TIMEOUT}", "rpc.consumer.targets.unknown.token=${SHOP_TOKEN}");

	@Test
	void valuesThatOnlyTheRunningMachineHasAreNotAskedFor() {
		assertThat(BUILT.sources()).isNotEmpty()
			.allSatisfy((path, source) -> assertThat(source).doesNotContain("SHOP_T"));
	}

	@Test
	void keysAreCheckedAtTheStart() {
		assertThatExceptionOfType(RpcConfigurationException.class)
			.isThrownBy(() -> BUILT.start("rpc.endpoints.shop=http://localhost:1", "rpc.consumer.tiemout=1s"))
			.withMessageContaining("rpc.consumer.tiemout");
	}

	@Test
	void aReferenceThatLeadsNowhereFailsTheStart() {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> BUILT.start())
			.withRootCauseInstanceOf(RpcConfigurationException.class)
			.withMessageContaining("Nothing says where the application 'shop'");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OneReference {

		@Bean
		String greeting(@RemoteReference("shop") Greeter greeter) {
			return greeter.toString();
		}

	}

}
