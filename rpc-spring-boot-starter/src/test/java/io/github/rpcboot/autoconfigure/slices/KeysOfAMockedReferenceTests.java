package io.github.rpcboot.autoconfigure.slices;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.Hello;
import io.github.rpcboot.consumer.RemoteReferences;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client is replaced while another one of the same application is made.
 */
@SpringBootTest(properties = { "rpc.endpoints.demo-provider=inprocess://local",
		"rpc.consumer.targets.demo-provider.services.Hello.methods.sayHello.timeout=1s" })
class KeysOfAMockedReferenceTests {

	@MockitoBean
	@RemoteReference("demo-provider")
	Hello hello;

	@RemoteReference("demo-provider")
	Other other;

	@Autowired
	RemoteReferences references;

	@Test
	void theKeysOfAReplacedContractAreRightAllTheSame() {
		assertThat(this.other).isNotNull();
		assertThat(this.references.references()).extracting(RemoteReferences.Reference::contract)
			.doesNotContain(Hello.class);
	}

	interface Other {

		void nothing();

	}

}
