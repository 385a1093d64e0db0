package io.github.rpcboot.demo.provider;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.test.AutoConfigureRpcTest;
import io.github.rpcboot.demo.api.Hello;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRpcTest(localServer = "demo-provider")
class OverHttpTests {

	@RemoteReference("demo-provider")
	Hello hello;

	@Test
	void answersOverHttp() {
		assertThat(this.hello.sayHello("World")).isEqualTo("Hello, World");
	}

}
