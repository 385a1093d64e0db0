package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.security.RpcAuthorizer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A context with a parent that has the starter as well.
 */
class ChildContextTests {

	@Test
	void theAuthorizerOfAChildGuardsTheServicesOfTheChild() {
		try (ConfigurableApplicationContext parent = builder(Parent.class).run();
				ConfigurableApplicationContext child = builder(Child.class).parent(parent)
					.properties("rpc.endpoints.demo-provider=inprocess://local")
					.run()) {
			Greeter greeter = child.getBean(Greeter.class);
			RpcException refusal = catchThrowableOfType(RpcException.class, () -> greeter.hello().sayHello("World"));
			assertThat(refusal.status()).isEqualTo(RpcStatus.PERMISSION_DENIED);
		}
	}

	private static SpringApplicationBuilder builder(Class<?> configuration) {
		return new SpringApplicationBuilder(configuration).web(WebApplicationType.NONE);
	}

	@OnlyRpc
	static class Parent {

	}

	@OnlyRpc
	@Import({ HelloBean.class, Greeter.class })
	static class Child {

		@Bean
		RpcAuthorizer nobody() {
			return (call) -> false;
		}

	}

	record Greeter(@RemoteReference("demo-provider") Hello hello) {
	}

}
