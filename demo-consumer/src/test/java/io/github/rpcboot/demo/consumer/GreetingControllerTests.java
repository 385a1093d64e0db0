package io.github.rpcboot.demo.consumer;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.demo.api.Hello;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

@WebMvcTest(GreetingController.class)
class GreetingControllerTests {

	@MockitoBean
	@RemoteReference("demo-provider")
	Hello hello;

	@Autowired
	MockMvcTester mvc;

	@Test
	void greetsWithTheAnswerOfTheProvider() {
		given(this.hello.sayHello("Ada")).willReturn("Hello, Ada");
		assertThat(this.mvc.get().uri("/greet?name=Ada")).hasStatusOk().hasBodyTextEqualTo("Hello, Ada");
	}

}
