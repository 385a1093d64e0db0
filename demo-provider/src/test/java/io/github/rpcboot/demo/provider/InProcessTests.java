package io.github.rpcboot.demo.provider;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.test.RpcTest;
import io.github.rpcboot.demo.api.Hello;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@RpcTest(value = HelloBean.class, inProcess = "demo-provider")
class InProcessTests {

	@RemoteReference("demo-provider")
	Hello hello;

	@Test
	void answersThroughEncodedBytes() {
		assertThat(this.hello.sayHello("World")).isEqualTo("Hello, World");
	}

}
