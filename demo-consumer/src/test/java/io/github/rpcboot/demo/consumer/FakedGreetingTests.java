package io.github.rpcboot.demo.consumer;

import io.github.rpcboot.autoconfigure.test.RpcFake;
import io.github.rpcboot.autoconfigure.test.RpcTest;
import io.github.rpcboot.demo.api.Hello;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

@RpcTest(GreetingController.class)
@Import(FakedGreetingTests.FakeHello.class)
class FakedGreetingTests {

	@Autowired
	GreetingController controller;

	@Test
	void greetsWithTheAnswerOfTheFake() {
		assertThat(this.controller.greet("Ada")).isEqualTo("Faked, Ada");
	}

	@RpcFake("demo-provider")
	static class FakeHello implements Hello {

		@Override
		public String sayHello(String name) {
			return "Faked, " + name;
		}

	}

}
