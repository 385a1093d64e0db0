package io.github.rpcboot.autoconfigure.slices;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.Hello;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * A slice of the application with a client replaced, and no endpoint configured.
 */
@WebMvcTest(GreetingController.class)
@WithMockUser
class MockedReferenceInASliceTests {

	@MockitoBean
	@RemoteReference("demo-provider")
	Hello hello;

	@Autowired
	MockMvcTester mvc;

	@Test
	void theControllerCallsTheMock() {
		given(this.hello.sayHello("World")).willReturn("mocked");
		assertThat(this.mvc.get().uri("/greetings/World")).hasStatusOk().hasBodyTextEqualTo("mocked");
	}

}
