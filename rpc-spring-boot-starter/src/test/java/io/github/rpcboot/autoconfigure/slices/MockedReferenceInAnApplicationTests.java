package io.github.rpcboot.autoconfigure.slices;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.Hello;
import io.github.rpcboot.consumer.RemoteReferences;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * The whole application with a client replaced, and no endpoint configured.
 */
@SpringBootTest
class MockedReferenceInAnApplicationTests {

	@MockitoBean
	@RemoteReference("demo-provider")
	Hello hello;

	@Autowired
	GreetingController controller;

	@Autowired
	RemoteReferences references;

	@Test
	void theControllerCallsTheMockAndNoClientIsMade() {
		given(this.hello.sayHello("World")).willReturn("mocked");
		assertThat(this.controller.greet("World")).isEqualTo("mocked");
		assertThat(this.references.references()).isEmpty();
	}

}
