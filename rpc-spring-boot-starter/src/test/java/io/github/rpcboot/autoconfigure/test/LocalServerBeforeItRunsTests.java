package io.github.rpcboot.autoconfigure.test;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The web server of a test, asked while the context starts.
 */
class LocalServerBeforeItRunsTests {

	@Test
	void hasNoInstanceAndSaysWhy() {
		LocalServer server = new LocalServer(List.of("demo-provider"), new GenericApplicationContext());
		assertThat(server.resolve("demoprovider")).isSameAs(server);
		assertThat(server.resolve("other")).isNull();
		assertThat(server.endpoints()).isEmpty();
		assertThat(server.whyEmpty()).isEqualTo("The web server of this test does not run yet.");
	}

}
